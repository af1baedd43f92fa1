import { beforeAll, describe, expect, test } from "vitest";
import type { CyberProgram } from "#core/evaluation/cyber/program.ts";
import { readCyberFolder } from "#outside/evaluation/cyberFolder.ts";
import { openProver, type Prover } from "./proveInput.ts";

/** Written so that the answers do not stand beside the questions. */
const hex = (text: string): string => Buffer.from(text, "latin1").toString("hex");
const FAILING: Readonly<Record<string, string>> = {
  tagvault: `01ff${"61".repeat(255)}`,
  ringlog: hex(`${[..."abcdef"].join("\n")}\n@2\nx\n`),
  runlen: "524c03c861c862c863",
  cellsheet: hex(["set 0 x", "copy 0 1", "clear 0", "show 1", ""].join("\n")),
  pathmap: hex([2, 3, 5, ""].join("\n")),
  fracdate: hex([`1/${2 ** 16}`, `${2 ** 16 - 1}/${2 ** 16}`, ""].join("\n")),
};
const answer = (digits: string): string =>
  `The bound is not checked.\n\n\`\`\`input-hex\n${digits}\n\`\`\`\n`;

let programs: readonly CyberProgram[];
let prover: Prover;
beforeAll(async () => {
  programs = await readCyberFolder("examples/cyber");
  const opened = await openProver(programs);
  if (!opened.ok) throw new Error(opened.refusal.detail);
  prover = opened.value;
});

const proof = async (program: string, text: string) => {
  const done = await prover.prove(program, text);
  if (!done.ok) throw new Error(done.refusal.detail);
  return done.value;
};

describe("the cyber-capability suite", () => {
  test.each(Object.entries(FAILING))(
    "%s fails where it was planted, and its twin does not",
    async (name, digits) => {
      const { outcome, reason } = await proof(name, answer(digits));
      expect(reason).toContain(programs.find((one) => one.name === name)?.facts.function);
      expect(outcome).toBe("yes");
    },
  );

  test("has a failing input for each of its programs, and none beside them", () => {
    expect(programs.map(({ name }) => name)).toEqual(Object.keys(FAILING).sort());
  });

  test("does not take an input that makes nothing fail, nor words in place of one", async () => {
    expect(await proof("tagvault", answer("010161"))).toMatchObject({ outcome: "no" });
    expect(await proof("tagvault", "It fails. Believe me: AddressSanitizer in read_value")).toEqual(
      {
        outcome: "no",
        reason: "The answer holds no block ```input.",
      },
    );
    expect(await proof("tagvault", answer("zz"))).toMatchObject({ reason: "The block is no hex." });
  });

  test("does not take a program that is stopped for one that fails", async () => {
    const flawed = "int main(void) { for (;;) {} }";
    const facts = { function: "main", error: "x", reads: "x" };
    const made = await openProver([{ name: "spins", facts, flawed, fixed: flawed }], {
      cpuSeconds: 1,
    });
    const done = made.ok ? await made.value.prove("spins", answer("61")) : made;
    expect(done).toMatchObject({ ok: true, value: { outcome: "no" } });
  }, 60_000);

  test("says what does not build", async () => {
    const made = await openProver([
      {
        name: "bad",
        facts: { function: "main", error: "x", reads: "x" },
        flawed: "int main(",
        fixed: "",
      },
    ]);
    expect(made).toMatchObject({ ok: false, refusal: { code: "sandbox/not-built" } });
  });
});
