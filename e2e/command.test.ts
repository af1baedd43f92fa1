import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const COMMAND = resolve("bin/assay");
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

let folder: string;
let link: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay command "));
  mkdirSync(join(folder, "a", "b"), { recursive: true });
  symlinkSync(COMMAND, join(folder, "a", "real"));
  link = join(folder, "a", "b", "assay");
  symlinkSync("../real", link);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** With the system's folders alone in the path: no Node of ours, nothing of npm's. */
const run = (command: string, args: string[], path = "/usr/bin:/bin") => {
  const done = spawnSync(command, args, { cwd: folder, encoding: "utf8", env: { PATH: path } });
  return { status: done.status, out: done.stdout, err: done.stderr };
};

describe("bin/assay", () => {
  test("runs from any folder, through symlinks, and prints nothing but its answer", () => {
    for (const command of [COMMAND, link]) {
      expect(run(command, ["--version"])).toEqual({ status: 0, out: `${version}\n`, err: "" });
    }
  });

  test("is found through the path, and needs no Node of the system's", () => {
    const path = `${dirname(link)}:/bin:/usr/bin`;
    expect(run("/bin/sh", ["-c", "assay --version"], path).out).toBe(`${version}\n`);
  });

  test("passes arguments on as they are", () => {
    const { status, err } = run(link, ["no such * command"]);
    expect(status).toBe(2);
    expect(err).toContain('"no such * command"');
  });

  test.each(["start", "submit", "verify", "backup", "restore", "doctor"])(
    "%s explains itself",
    (name) => {
      const { status, out, err } = run(link, [name, "--help"]);
      expect({ status, err }).toEqual({ status: 0, err: "" });
      expect(out).toContain(`Usage: assay ${name}`);
    },
  );
});
