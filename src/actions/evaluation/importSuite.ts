import { basename, dirname, join } from "node:path";
import { stringify } from "yaml";
import { CATEGORY } from "#core/evaluation/design/factor.ts";
import { toOneLine } from "#core/evaluation/foreign/foreignText.ts";
import {
  type PromptfooSuite,
  type ReadPromptfoo,
  readPromptfoo,
  UNMET,
} from "#core/evaluation/foreign/promptfoo/promptfoo.ts";
import type { SuiteFile } from "#core/evaluation/foreign/promptfoo/reading.ts";
import { toJsonLines } from "#core/evaluation/identity.ts";
import type { Taxonomy } from "#core/evaluation/taxonomy.ts";
import type { Problem } from "#core/problem.ts";
import { findSuiteFiles } from "#outside/evaluation/suiteFiles.ts";
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
/** A file that names files that name files. */
const MOST_ROUNDS = 5;
/** What an evaluation's file may have. */
const MOST_LENGTH = 1_000_000;

const refused = (message: string): ImportedSuite => ({
  ok: false,
  problems: [{ rule: "evaluation/import", pointer: "", message }],
});

/** promptfoo's YAML or JSON as an evaluation of ours: its cases, its assertions as rules, and its first provider as the target, where we can ask it. */
export async function importSuite(path: string, to: string): Promise<ImportedSuite> {
  const text = await findText(path);
  if (text === null) return refused(`There is no file ${path}.`);
  const read = await readWithFiles(path, text);
  if (!read.ok) return read;
  const file = join(to, EVALUATION_FILE);
  for (const name of [file, join(to, CASES), join(to, TAXONOMY)])
    if (await isThere(name))
      return refused(`${name} is there already. Name another folder with --to.`);
  const { suite } = read;
  const written = toText(suite);
  if (written.length > MOST_LENGTH)
    return refused(
      `${path}: its ${suite.rules.length} rules come to an evaluation.yaml of over ${MOST_LENGTH} characters. Split the suite into several.`,
    );
  await writeWhole(join(to, CASES), toJsonLines(suite.cases));
  await writeWhole(join(to, TAXONOMY), `${JSON.stringify(toTaxonomy(suite), null, 2)}\n`);
  await writeWhole(file, written);
  const { cases, rules, notes } = suite;
  return { ok: true, file, cases: cases.length, rules: rules.length, notes };
}

/** Reads a suite again with the files that it named, until it names no others. */
async function readWithFiles(path: string, text: string): Promise<ReadPromptfoo> {
  const files = new Map<string, readonly SuiteFile[] | string>();
  for (let round = 0; ; round += 1) {
    const read = readPromptfoo(text, files, basename(path));
    if (read.ok || read.wanted.length === 0 || round === MOST_ROUNDS) return read;
    for (const name of read.wanted) files.set(name, await findSuiteFiles(dirname(path), name));
  }
}

const toTaxonomy = ({ name, cases }: PromptfooSuite): Taxonomy => ({
  behaviour: { name, definition: DESCRIPTION },
  terms: [],
  categories: [...new Set(cases.flatMap(({ stratum }) => stratum[CATEGORY] ?? []))].map((test) => ({
    name: test,
    definition: "An assertion of this test does not hold.",
    examples: [],
    stance: "impermissible",
  })),
});

/** Texts stand in quotes: what a YAML reader takes for a number or a "no" is one of them. */
function toText({ name, target, repetitions, rules, notes }: PromptfooSuite): string {
  const document = {
    behaviour: {
      name:
        toOneLine(name)
          .replace(/[^a-zA-Z0-9._-]+/g, "-")
          .replace(/^[^a-zA-Z0-9]+/, "")
          .slice(0, 100) || "promptfoo",
      description: DESCRIPTION,
    },
    taxonomy: TAXONOMY,
    design: { cases: CASES },
    target,
    dimensions: [UNMET],
    judges: rules,
    ...(repetitions === 1 ? {} : { repetitions }),
  };
  const head = notes.map((note) => `# ${toOneLine(note, 400)}\n`).join("");
  return `${head}${stringify(document, {
    aliasDuplicateObjects: false,
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    lineWidth: 0,
  })}`;
}
