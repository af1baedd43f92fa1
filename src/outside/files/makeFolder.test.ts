import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder as makeTestFolder } from "../../testing/folder.ts";
import { makeFolder } from "./makeFolder.ts";

const root = makeTestFolder("make-folder");
afterAll(() => rmSync(root, { recursive: true }));

test("a folder is made with those above it, once", () => {
  const path = join(root, "a/b/c");
  expect(makeFolder(path)).toBe(true);
  expect(existsSync(path)).toBe(true);
  expect(makeFolder(path)).toBe(false);
});

test("what stands in the way is said at once, with what to do", () => {
  writeFileSync(join(root, "file"), "");
  expect(() => makeFolder(join(root, "file/x"))).toThrow(/a file stands in its way.*--data/);
  expect(() => makeFolder("/proc/nowhere/x")).toThrow(/cannot be written.*ASSAY_DATA/);
});
