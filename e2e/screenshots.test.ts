import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withPalette } from "../scripts/screenshots/palette.ts";

test("the command for pictures starts, and takes those that the documents show", () => {
  const args = ["--disable-warning=ExperimentalWarning", "scripts/screenshots.ts", "--list"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout.trim().split("\n").sort()).toEqual(readdirSync("docs/screenshots").sort());
});

test("a picture with a palette is a picture of the same size", () => {
  const before = readFileSync("docs/screenshots/owner.png");
  const after = withPalette(before);
  const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(size(after)).toEqual(size(before));
  expect(after.length).toBeLessThan(before.length * 1.2);
});
