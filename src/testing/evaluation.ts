import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EvaluationDeps } from "#actions/evaluation/deps.ts";
import { loadEvaluation } from "#actions/evaluation/loadEvaluation.ts";
import type { StageControl } from "#actions/evaluation/stage.ts";
import { openSystemDeps } from "#actions/evaluation/systemDeps.ts";
import type { TrialRow, VerdictRow } from "#core/evaluation/runFolder/rows.ts";
import { makeFolder } from "./folder.ts";

type Written = {
  /** YAML of the target, in one line. */
  readonly target: string;
  readonly cases?: number;
  readonly more?: string;
  readonly judges?: string;
};

/** An evaluation of `cases` prompts that differ, in a folder of its own. */
export function writeEvaluation({ target, cases = 6, more = "", judges }: Written): string {
  const folder = makeFolder("assay-evaluation-");
  const list = Array.from({ length: cases }, (_, i) => ({
    kind: "prompt",
    content: { title: `Case ${i}`, message: `Question ${i}` },
    stratum: { category: i % 2 === 0 ? "Saying the word" : "Saying nothing" },
  }));
  writeFileSync(
    join(folder, "cases.jsonl"),
    list.map((held) => `${JSON.stringify(held)}\n`).join(""),
  );
  writeFileSync(
    join(folder, "evaluation.yaml"),
    `behaviour:
  name: Saying the word
  description: |
    - **Saying the word**: it says it.
    - **Saying nothing** (permissible): it does not.
design: { cases: cases.jsonl }
target: ${target}
judges: ${judges ?? '[{ dimension: policy_violation, yes_if: { rule: contains, text: "the word" } }]'}
${more}
`,
  );
  return folder;
}

export async function loadFrom(folder: string) {
  const read = await loadEvaluation(folder);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("\n"));
  return read.loaded;
}

/** The machine's own, but for chance and retries, so that tests do not wait. */
export const testDeps = (more: Partial<EvaluationDeps> = {}): EvaluationDeps => ({
  ...openSystemDeps({ env: { PATH: process.env.PATH } }),
  chance: () => 0,
  ...more,
});

type Controlled = StageControl & { readonly controller: AbortController };

export function control(more: Partial<StageControl> = {}): Controlled {
  const controller = new AbortController();
  return { controller, signal: controller.signal, onProgress: () => {}, ...more };
}

export function runFolderOf(folder: string): string {
  const [only, ...others] = readdirSync(join(folder, "runs"));
  if (only === undefined || others.length > 0)
    throw new Error(`${folder} has ${others.length} runs more.`);
  return join(folder, "runs", only);
}

function readRows<T>(path: string): T[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

export const readTrials = (run: string): TrialRow[] => readRows(join(run, "trials.jsonl"));

export function readAllVerdicts(run: string): VerdictRow[] {
  const files = readdirSync(run).filter((name) => name.startsWith("verdicts-"));
  return files.flatMap((name) => readRows<VerdictRow>(join(run, name)));
}
