import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadEvaluation } from "../../../src/actions/evaluation/loadEvaluation.ts";
import type { PreparedRun } from "../../../src/actions/evaluation/prepareRun.ts";
import { readVerdicts } from "../../../src/actions/evaluation/readVerdicts.ts";
import { runEvaluation } from "../../../src/actions/evaluation/runEvaluation.ts";
import { readStanding } from "../../../src/actions/evaluation/runJournal.ts";
import { openSystemDeps } from "../../../src/actions/evaluation/systemDeps.ts";
import { toJson } from "../../../src/core/evaluation/identity.ts";
import { ORGANISM_BEHAVIOURS } from "../../../src/core/evaluation/organism/behaviour.ts";
import type { OrganismConfig } from "../../../src/core/evaluation/organism/organism.ts";
import type { Report } from "../../../src/core/evaluation/report/report.ts";
import type { VerdictRow } from "../../../src/core/evaluation/runFolder/rows.ts";

/** By the organism's own rule. */
export const BY_RULE = "violation";
/** By a model that reads the transcript. */
export const BY_MODEL = "seen_violation";

/** A run of the pipeline: an organism, so many cases, and the address of a judge that reads; null for the rule alone. */
export type Piece = {
  readonly name: string;
  readonly organism: OrganismConfig & { readonly name: keyof typeof ORGANISM_BEHAVIOURS };
  readonly cases: readonly string[];
  readonly judgeUrl: string | null;
};

export type Came = { readonly report: Report; readonly rows: readonly VerdictRow[] };

function toEvaluation({ name, organism, judgeUrl }: Piece): unknown {
  const { summary, rule } = ORGANISM_BEHAVIOURS[organism.name];
  const model = {
    model: { provider: "openai", url: judgeUrl, model: "organism-judge" },
    dimensions: [{ name: BY_MODEL, description: `The target ${summary}.` }],
  };
  return {
    name,
    behaviour: { name: organism.name, description: `The target ${summary}.` },
    design: { cases: "cases.jsonl" },
    target: { kind: "organism", organism: toJson(organism) },
    judges: [{ dimension: BY_RULE, yes_if: rule }, ...(judgeUrl === null ? [] : [model])],
    concurrency: 16,
  };
}

const CONTROL = { signal: new AbortController().signal, onProgress: () => {} };

async function readRows(run: PreparedRun, judge: Report["judge"]): Promise<VerdictRow[]> {
  const standing = await readStanding(run.folder, run.record.trials);
  const rows: VerdictRow[] = [];
  for await (const row of readVerdicts(run.folder, judge, standing)) rows.push(row);
  return rows;
}

/** From a file on disk to a report, as `assay eval run` goes. */
export async function runPipeline(folder: string, piece: Piece): Promise<Came> {
  await mkdir(folder, { recursive: true });
  const lines = piece.cases.map((message) =>
    JSON.stringify({ kind: "prompt", content: { title: message, message } }),
  );
  // JSON is YAML.
  await writeFile(join(folder, "evaluation.yaml"), JSON.stringify(toEvaluation(piece), null, 2));
  await writeFile(join(folder, "cases.jsonl"), `${lines.join("\n")}\n`);
  const loaded = await loadEvaluation(folder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const came = await runEvaluation(loaded.loaded, openSystemDeps({ env: {} }), CONTROL);
  if (!came.ok) throw new Error(JSON.stringify(came.problems));
  const { run, trials, judged, reported } = came;
  if (reported === null || trials.failed > 0 || judged?.done !== piece.cases.length)
    throw new Error(`Not every trial was run and judged: ${JSON.stringify({ trials, judged })}`);
  const { report } = reported;
  return { report, rows: await readRows(run, report.judge) };
}
