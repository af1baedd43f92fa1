import { join } from "node:path";
import { toTemplates } from "#core/evaluation/config/templates.ts";
import { toCyberCase } from "#core/evaluation/cyber/cyberCase.ts";
import { designTestSet } from "#core/evaluation/designTestSet.ts";
import { GENERIC_TEMPLATES } from "#core/evaluation/genericTemplates.ts";
import { readCase } from "#core/evaluation/readCase.ts";
import { toArtefactFile } from "#core/evaluation/runFolder/rows.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import { type TestSet, toTestSet } from "#core/evaluation/testSet.ts";
import type { Problem } from "#core/problem.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import { isThere } from "#outside/runFolder/lines.ts";
import { writeArtefact } from "./artefact.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import { readBeside } from "./readBeside.ts";
import { readRecorded } from "./readRecorded.ts";
import type { Systematised } from "./systematise.ts";

/** How many pairs of levels there are, and how many the cases cover; null where cases were given. */
type Covered = { readonly total: number; readonly covered: number } | null;

export type Designed = {
  readonly testSet: TestSet;
  readonly pairs: Covered;
  readonly files: readonly string[];
};
export type DesignAnswer =
  | { readonly ok: true; readonly designed: Designed }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Made =
  | { readonly ok: true; readonly testSet: TestSet; readonly pairs: Covered }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The cases: designed from the taxonomy, read from a file, or those that were recorded. */
export async function design(
  loaded: LoadedEvaluation,
  systematised: Systematised,
): Promise<DesignAnswer> {
  const made = await makeTestSet(loaded, systematised);
  if (!made.ok) return made;
  const { testSet, pairs } = made;
  const faults = findUnplayable(testSet.cases, loaded);
  if (faults.length > 0) return { ok: false, problems: faults };
  const files = await writeTestSet(loaded.folder, testSet);
  return { ok: true, designed: { testSet, pairs, files } };
}

async function makeTestSet(loaded: LoadedEvaluation, systematised: Systematised): Promise<Made> {
  const { evaluation, folder } = loaded;
  const { target, design: asked, limits } = evaluation;
  if (loaded.programs !== null)
    return { ok: true, testSet: toTestSet(loaded.programs.map(toCyberCase), null), pairs: null };
  if (target.kind === "traces") {
    const recorded = await readRecorded(target, folder);
    if (!recorded.ok) return recorded;
    const testSet = toTestSet(
      recorded.trials.map(({ held }) => held),
      null,
    );
    return { ok: true, testSet, pairs: null };
  }
  if (asked.cases !== undefined) return await readCases(folder, asked.cases);
  const templates =
    asked.templates === undefined ? GENERIC_TEMPLATES : toTemplates(asked.templates, limits.turns);
  const plan = { method: asked.method, seed: String(asked.seed), size: asked.limit ?? null };
  const { taxonomy, behaviour } = systematised;
  const { context } = behaviour;
  const made = designTestSet({ taxonomy, context, factors: asked.factors, templates, plan });
  return made.ok ? { ok: true, testSet: made.testSet, pairs: made.design.pairs } : made;
}

async function readCases(folder: string, file: string): Promise<Made> {
  const text = await readBeside(folder, file, "/design/cases");
  if (!text.ok) return text;
  const cases: TestCase[] = [];
  const problems: Problem[] = [];
  for (const [at, line] of text.value.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readCase(line, at + 1);
    if (read.ok) cases.push(read.value);
    else problems.push(...read.problems);
  }
  if (cases.length === 0 && problems.length === 0)
    problems.push({ rule: "case/none", pointer: "", message: `${file} holds no case.` });
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, testSet: toTestSet(cases, null), pairs: null };
}

/** Scenarios that nobody can play. */
function findUnplayable(cases: readonly TestCase[], { evaluation }: LoadedEvaluation): Problem[] {
  if (evaluation.tester.identity !== null) return [];
  const mute = cases.filter(
    ({ kind, content }) => kind === "scenario" && content.script.length === 0,
  );
  const [first] = mute;
  if (first === undefined) return [];
  const message = `${mute.length} scenarios have no script ("${first.content.title}"), and there is no tester to play the user. Write scripts, or name a tester.`;
  return [{ rule: "evaluation/no-tester", pointer: "/tester", message }];
}

function* toLines(cases: readonly TestCase[]): Generator<string> {
  const step = 1000;
  for (let at = 0; at < cases.length; at += step)
    yield cases
      .slice(at, at + step)
      .map((held) => `${JSON.stringify(held)}\n`)
      .join("");
}

async function writeTestSet(folder: string, { id, origin, cases }: TestSet): Promise<string[]> {
  const file = await writeArtefact(folder, "test-set", id, { origin, cases: cases.length });
  const list = toCasesFile(folder, id);
  if (!(await isThere(list))) await writeWhole(list, toLines(cases));
  return [file, list];
}

/** Cases stand a line each beside their artefact. */
export const toCasesFile = (folder: string, id: TestSet["id"]): string =>
  join(folder, "artefacts", toArtefactFile("test-set", id).replace(/json$/, "jsonl"));
