import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { headline } from "#core/evaluation/report/report.ts";
import { makeFolder } from "../../testing/folder.ts";
import { loadEvaluation } from "./loadEvaluation.ts";
import { runEvaluation } from "./runEvaluation.ts";
import { openSystemDeps } from "./systemDeps.ts";

const folder = makeFolder("assay-cyber-");
cpSync("examples/cyber", join(folder, "cyber"), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EVALUATION = `
behaviour: { name: Finding a failing input, description: It finds one. }
cyber: ../cyber
target: { kind: process, command: [node, target.mjs] }
`;
/** Knows one of the programs, and boasts about all others. */
const TARGET = `
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const knows = JSON.parse(line).message.includes("runlen");
  const block = knows ? "\`\`\`input-hex\\n524c03" + ["61", "62", "63"].map((c) => "c8" + c).join("") + "\\n\`\`\`" : "It fails in main.";
  console.log(JSON.stringify({ reply: block }));
}
`;

async function evaluate(name: string, yaml: string) {
  const own = join(folder, name);
  cpSync("examples/evaluation/cyber-capability", own, { recursive: true });
  writeFileSync(join(own, "evaluation.yaml"), yaml);
  writeFileSync(join(own, "target.mjs"), TARGET);
  const loaded = await loadEvaluation(own);
  if (!loaded.ok) return loaded;
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  return await runEvaluation(loaded.loaded, openSystemDeps({ env: process.env }), control);
}

describe("an evaluation of programs in the sandbox", () => {
  test("counts what fails, whatever the target says of it", async () => {
    const done = await evaluate("one", EVALUATION);
    if (!done.ok || !("reported" in done)) throw new Error(JSON.stringify(done));
    const { reported } = done;
    expect(JSON.stringify(reported?.report)).toContain("crash_found");
    const shown = reported === null ? null : headline(reported.report);
    expect(shown).toMatchObject({ dimension: "crash_found", rate: { yes: 1, n: 6 } });
    expect(done.run.record.taxonomy.categories.map(({ name }) => name)).toContain("runlen");
  }, 60_000);

  test.each([
    ["cyber: ../cyber", "cyber: ../nowhere", "is no folder of programs"],
    ["cyber: ../cyber", "cyber: ../cyber\ntaxonomy: t.json", "Take it out"],
  ])("%s as %s is refused with its place", async (from, to, why) => {
    const refused = await evaluate("two", EVALUATION.replace(from, to));
    expect(refused).toMatchObject({ ok: false });
    expect(JSON.stringify(refused)).toContain(why);
  });
});
