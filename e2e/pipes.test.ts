import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const COMMAND = resolve("bin/assay");
const MAIL = "mail bob.miller@gmail.com";

/** The command in a shell, whose redirections are what is tried. */
function shell(line: string, input = MAIL) {
  const args = ["-c", line, "sh", COMMAND];
  const env = { PATH: "/usr/bin:/bin" };
  const { status, stdout, stderr } = spawnSync("/bin/sh", args, { encoding: "utf8", input, env });
  return { status, out: stdout, err: stderr };
}

/** What stands for a verdict is the status: where nothing was read or nothing could be written, there is none. */
test.each([
  ["standard input is closed", '"$1" guard scan <&-', "Standard input is closed"],
  ["standard input is closed", '"$1" guard scan --jsonl <&-', "Standard input is closed"],
  ["standard input is a folder", '"$1" guard scan < /', "Standard input is a folder"],
  ["standard output is closed", '"$1" guard scan >&-', "Standard output is closed"],
  ["standard output is full", '"$1" guard scan >/dev/full', "No space is left"],
  ["no command is named", '"$1" guard', "Usage: assay guard COMMAND"],
])("where %s the guard gives no verdict: %s", (_, line, said) => {
  const { status, out, err } = shell(line);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toContain(said);
  expect(err).not.toContain("    at ");
});

test("a reader who goes away before the end of a text makes no verdict of it", () => {
  const line = '{ "$1" guard scan; echo "$?" >&2; } | head -c 1 >/dev/null';
  const { err } = shell(line, `${MAIL}\n`.repeat(100_000));
  expect(err).toBe("2\n");
});

test("an empty text is one, and passes", () => {
  expect(shell('"$1" guard scan </dev/null')).toEqual({ status: 0, out: "", err: "" });
});
