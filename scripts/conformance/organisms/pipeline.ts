import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EvaluationDeps } from "../../../src/actions/evaluation/deps.ts";
import { design } from "../../../src/actions/evaluation/design.ts";
import { judgeRun } from "../../../src/actions/evaluation/judgeRun.ts";
import { loadEvaluation } from "../../../src/actions/evaluation/loadEvaluation.ts";
import { type PreparedRun, prepareRun } from "../../../src/actions/evaluation/prepareRun.ts";
import { chooseJudge, readVerdicts } from "../../../src/actions/evaluation/readVerdicts.ts";
import { reportRun } from "../../../src/actions/evaluation/reportRun.ts";
import { readStanding } from "../../../src/actions/evaluation/runJournal.ts";
import { runTrials } from "../../../src/actions/evaluation/runTrials.ts";
import type { StageOutcome } from "../../../src/actions/evaluation/stage.ts";
import { startTargetOrganism } from "../../../src/actions/evaluation/startOrganism.ts";
import { systematise } from "../../../src/actions/evaluation/systematise.ts";
import { toJson } from "../../../src/core/evaluation/identity.ts";
import { ORGANISM_BEHAVIOURS } from "../../../src/core/evaluation/organism/behaviour.ts";
import type { OrganismConfig } from "../../../src/core/evaluation/organism/organism.ts";
import type { Report } from "../../../src/core/evaluation/report/report.ts";
import type { VerdictRow } from "../../../src/core/evaluation/runFolder/rows.ts";
import { openModelPort } from "../../../src/outside/models/openModelPort.ts";

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

export const DEPS: EvaluationDeps = {
  now: () => new Date(),
  clock: () => performance.now(),
  chance: Math.random,
  fetch,
  openPort: ({ calls, tokens, minutes }) =>
    openModelPort({
      mode: "live",
      fetch,
      now: Date.now,
      chance: Math.random,
      ceilings: { calls, tokens, wallMs: minutes === null ? null : minutes * 60_000 },
    }),
  startOrganism: startTargetOrganism,
  env: {},
  keyOf: () => null,
};

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

function check(stage: string, { stopped, done, total, failed }: StageOutcome): void {
  if (stopped !== null || done !== total || failed > 0)
    throw new Error(`${stage}: ${done} of ${total} done, ${failed} failed. ${stopped ?? ""}`);
}

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
  const systematised = await systematise(loaded.loaded);
  if (!systematised.ok) throw new Error(JSON.stringify(systematised.problems));
  const designed = await design(loaded.loaded, systematised.systematised);
  if (!designed.ok) throw new Error(JSON.stringify(designed.problems));
  const run = await prepareRun(loaded.loaded, systematised.systematised, designed.designed);
  check("run", await runTrials(loaded.loaded, run, DEPS, CONTROL));
  const judged = await judgeRun(loaded.loaded, run, DEPS, CONTROL);
  check("judge", judged);
  const judge = await chooseJudge(run.folder, run.record, null);
  const { report } = await reportRun(run, judge, DEPS);
  return { report, rows: await readRows(run, judged.judge) };
}
