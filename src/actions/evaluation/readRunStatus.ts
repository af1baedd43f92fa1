import { resolve } from "node:path";
import { toJudgeMetrics } from "#core/evaluation/assert/metrics.ts";
import { splitByPermissibility } from "#core/evaluation/assert/split.ts";
import type { JudgedRun } from "#core/evaluation/judgedRun.ts";
import type { RunRecord } from "#core/evaluation/runFolder/rows.ts";
import { toAssertTaxonomy } from "#core/evaluation/taxonomy.ts";
import { findRunFolder } from "./findRunFolder.ts";
import { findRunRecord } from "./prepareRun.ts";
import { readJudgedRun } from "./readJudgedRun.ts";
import { listJudges } from "./readVerdicts.ts";
import { readStanding } from "./runJournal.ts";

/** Where a run stands, judged or not. */
export type RunStatus = Pick<
  JudgedRun,
  "name" | "judgeMetrics" | "split" | "exclusions" | "metrics"
> & {
  /** Null where nobody judged it yet. */
  readonly judge: string | null;
};

/** Throws a sentence for what is no run, or is judged by several of whom none is named. */
export async function readRunStatus(path: string, judge: string | null): Promise<RunStatus> {
  const folder = await findRunFolder(resolve(path));
  const record = await findRunRecord(folder);
  const isBare = record !== null && judge === null && (await listJudges(folder)).length === 0;
  if (record !== null && isBare) return await toBareStatus(folder, record);
  const { run } = await readJudgedRun(folder, judge);
  return { ...run, judge: run.judgeMetrics(0.95).total === 0 ? null : run.judge };
}

async function toBareStatus(folder: string, record: RunRecord): Promise<RunStatus> {
  const { done } = await readStanding(folder, record.trials);
  const exclusions = [
    { reason: "not_judged", n: done },
    { reason: "not_run", n: record.trials - done },
  ];
  return {
    name: record.name,
    judge: null,
    metrics: new Map(),
    judgeMetrics: (confidence) => toJudgeMetrics([], confidence),
    split: splitByPermissibility([], toAssertTaxonomy(record.taxonomy).behavior_categories),
    exclusions: exclusions.filter(({ n }) => n > 0),
  };
}
