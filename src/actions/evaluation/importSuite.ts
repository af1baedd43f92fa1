import { join } from "node:path";
import { stringify } from "yaml";
import { CATEGORY } from "#core/evaluation/design/factor.ts";
import { readPromptfoo, UNMET } from "#core/evaluation/foreign/promptfoo.ts";
import { toJsonLines } from "#core/evaluation/identity.ts";
import type { Taxonomy } from "#core/evaluation/taxonomy.ts";
import type { Problem } from "#core/problem.ts";
import { findText, writeWhole } from "#outside/runFolder/files.ts";
import { isThere } from "#outside/runFolder/lines.ts";
import { EVALUATION_FILE } from "./loadEvaluation.ts";

export type ImportedSuite =
  | {
      readonly ok: true;
      readonly file: string;
      readonly cases: number;
      readonly rules: number;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const [CASES, TAXONOMY] = ["cases.jsonl", "taxonomy.json"];
const DESCRIPTION = "An assertion of a test does not hold.";

/** promptfoo's YAML as an evaluation of ours: its cases, its assertions as rules, and a target that a person still has to name. */
export async function importSuite(path: string, to: string): Promise<ImportedSuite> {
  const refused = (message: string): ImportedSuite => ({
    ok: false,
    problems: [{ rule: "evaluation/import", pointer: "", message }],
  });
  const text = await findText(path);
  if (text === null) return refused(`There is no file ${path}.`);
  const read = readPromptfoo(text);
  if (!read.ok) return read;
  const file = join(to, EVALUATION_FILE);
  if (await isThere(file))
    return refused(`${file} is there already. Name another folder with --to.`);
  const { name, cases, rules, notes } = read.suite;
  const names = new Set(cases.flatMap(({ stratum }) => stratum[CATEGORY] ?? []));
  const taxonomy: Taxonomy = {
    behaviour: { name, definition: DESCRIPTION },
    terms: [],
    categories: [...names].map((test) => ({
      name: test,
      definition: "An assertion of this test does not hold.",
      examples: [],
      stance: "impermissible",
    })),
  };
  await writeWhole(join(to, CASES), toJsonLines(cases));
  await writeWhole(join(to, TAXONOMY), `${JSON.stringify(taxonomy, null, 2)}\n`);
  await writeWhole(
    file,
    stringify({
      behaviour: {
        name: name.replace(/[^a-zA-Z0-9._-]+/g, "-").slice(0, 100) || "promptfoo",
        description: DESCRIPTION,
      },
      taxonomy: TAXONOMY,
      design: { cases: CASES },
      target: { kind: "openai", url: "http://127.0.0.1:8080/v1", model: "name-the-model" },
      dimensions: [UNMET],
      judges: rules,
    }),
  );
  return { ok: true, file, cases: cases.length, rules: rules.length, notes };
}
