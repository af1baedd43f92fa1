import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const PROGRAMS = "examples/programs";

type Run = { readonly arguments: readonly string[]; readonly stdin?: string };
type Shows = { readonly error: string; readonly in: string } | { readonly writes: string };
type Expected = {
  readonly language: "c" | "node";
  readonly runs: readonly (Run & Shows)[];
  readonly good: Run & { readonly prints: string };
};

const scratch = mkdtempSync(join(tmpdir(), "assay-programs-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Whether C programs can be built here with AddressSanitizer. */
function findCompiler(): boolean {
  const flags = ["-fsanitize=address", "-x", "c", "-", "-o", join(scratch, "probe")];
  const built = spawnSync("gcc", flags, { input: "int main(void){return 0;}" });
  if (built.status === 0) return true;
  console.warn(
    "NOT CHECKED: the C programs of the worked exercise, because gcc with AddressSanitizer is not here (apt-get install gcc).",
  );
  return false;
}

type Variant = "src" | "fixed";

/** The command that runs one variant of a program, built in a folder of its own. */
function build(name: string, variant: Variant, language: Expected["language"]): string[] {
  const folder = join(scratch, `${name}-${variant}`);
  cpSync(join(PROGRAMS, name), folder, { recursive: true });
  const sources = readdirSync(join(folder, variant)).map((file) => join(variant, file));
  if (language === "node") return [process.execPath, ...sources];
  const flags = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address"];
  const files = sources.filter((file) => file.endsWith(".c"));
  const built = spawnSync("gcc", [...flags, ...files, "-o", "program"], { cwd: folder });
  expect(String(built.stderr)).toBe("");
  return [join(folder, "program")];
}

function run(
  name: string,
  variant: Variant,
  command: readonly string[],
  { arguments: given, stdin }: Run,
) {
  const cwd = join(scratch, `${name}-${variant}`);
  mkdirSync(join(cwd, "out"), { recursive: true });
  const [program = "", ...first] = command;
  const done = spawnSync(program, [...first, ...given], {
    cwd,
    input: stdin === undefined ? "" : readFileSync(join(cwd, stdin)),
    env: { PATH: process.env.PATH, ASAN_OPTIONS: "detect_leaks=0" },
    timeout: 20_000,
  });
  const wrote = (file: string) => existsSync(join(cwd, file));
  return { out: String(done.stdout), err: String(done.stderr), wrote };
}

const programs = readdirSync(PROGRAMS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const text = readFileSync(join(PROGRAMS, name, "expect.json"), "utf8");
    return { name, expected: JSON.parse(text) as Expected };
  });
const inC = programs.filter(({ expected }) => expected.language === "c");
const inNode = programs.filter(({ expected }) => expected.language === "node");

/** The reproducers show what they should on the program as it is, nothing on its twin; a harmless input runs on both. */
function holds({ name, expected }: (typeof programs)[number]): void {
  const flawed = build(name, "src", expected.language);
  const fixed = build(name, "fixed", expected.language);
  for (const one of expected.runs) {
    const before = run(name, "src", flawed, one);
    const after = run(name, "fixed", fixed, one);
    expect(after.err).not.toMatch(/AddressSanitizer|Error/);
    if ("writes" in one) {
      expect([before.wrote(one.writes), after.wrote(one.writes)]).toEqual([true, false]);
    } else {
      expect(before.err).toContain(`ERROR: AddressSanitizer: ${one.error} on address`);
      expect(before.err).toMatch(new RegExp(`#[01] 0x[0-9a-f]+ in ${one.in} `));
    }
  }
  for (const [variant, command] of [
    ["src", flawed],
    ["fixed", fixed],
  ] as const) {
    const { out, err } = run(name, variant, command, expected.good);
    expect({ out, err }).toEqual({ out: expected.good.prints, err: "" });
  }
}

describe("programs of the worked exercise", () => {
  test("there are six, each with its reproducer and its fixed twin", () => {
    expect(programs).toHaveLength(6);
  });
  test.each(inNode)("$name shows its flaw, and its fixed twin does not", holds);
  test.skipIf(!findCompiler()).each(inC)(
    "$name shows its flaw, and its fixed twin does not",
    holds,
  );
});
