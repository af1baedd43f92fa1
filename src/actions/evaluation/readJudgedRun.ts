import { resolve } from "node:path";
import { toJudgeMetrics } from "#core/evaluation/assert/metrics.ts";
import type { ScoreRow } from "#core/evaluation/assert/rows.ts";
import { splitByPermissibility } from "#core/evaluation/assert/split.ts";
import { isCalibratedBy } from "#core/evaluation/calibration/calibrationRecord.ts";
import { hasCalibratedJudge } from "#core/evaluation/calibration/decideCalibrated.ts";
import { toIdentity } from "#core/evaluation/identity.ts";
import type { JudgedMetric, JudgedRun, Pairing } from "#core/evaluation/judgedRun.ts";
import { isDecided, type Outcome } from "#core/evaluation/rule/outcome.ts";
import type { JudgeRecord, RunRecord } from "#core/evaluation/runFolder/rows.ts";
import { toShortScoreRow, toWholes } from "#core/evaluation/runFolder/scoreRow.ts";
import { type Judged, mayPair } from "#core/evaluation/runKey.ts";
import { toAssertTaxonomy } from "#core/evaluation/taxonomy.ts";
import { ok, refuse } from "#core/result.ts";
import { findCalibration } from "./findCalibration.ts";
import { findRunFolder, noRun } from "./findRunFolder.ts";
import { findRunRecord } from "./prepareRun.ts";
import { type AssertRun, isAssertRun, readAssertRun } from "./readAssertRun.ts";
import { chooseJudge, readVerdicts } from "./readVerdicts.ts";
import { readStanding } from "./runJournal.ts";

export type ReadRun =
  | { readonly kind: "own"; readonly run: JudgedRun; readonly judged: Judged }
  | { readonly kind: "assert"; readonly run: AssertRun };

/** A run folder, ours or ASSERT's; of an evaluation's folder its only run. Throws a sentence for what is none. */
export async function readJudgedRun(path: string, judge: string | null): Promise<ReadRun> {
  const folder = await findRunFolder(resolve(path));
  if (await isAssertRun(folder)) return { kind: "assert", run: await readAssertRun(folder) };
  const record = await findRunRecord(folder);
  if (record === null) throw noRun(folder);
  const judgeRecord = await chooseJudge(folder, record, judge);
  const run = await countOwn(folder, record, judgeRecord);
  return {
    kind: "own",
    run,
    judged: { run: record.configuration, judge: judgeRecord.judge },
  };
}

type Counting = { outcomes: Map<string, boolean>; yes: number; excluded: Map<Outcome, number> };

/** Answers of one judge by case and repetition, and as rows of ASSERT's shape, without texts. */
async function countOwn(folder: string, record: RunRecord, judge: JudgeRecord): Promise<JudgedRun> {
  const standing = await readStanding(folder, record.trials);
  const categories = record.taxonomy.categories.map(({ name }) => name);
  const counts = new Map<string, Counting>();
  const rows: ScoreRow[] = [];
  const isKnown = isCalibratedBy(await findCalibration(folder, judge.judge));
  let isCalibrated = true;
  for await (const row of readVerdicts(folder, judge.judge, standing)) {
    rows.push(toShortScoreRow(row, categories, record.behaviour.name));
    const gated = row.verdicts.filter(({ dimension }) => judge.metrics.includes(dimension));
    isCalibrated &&= hasCalibratedJudge(gated, isKnown);
    for (const { dimension, category, outcome } of [...row.verdicts, ...toWholes(row.verdicts)])
      if (category === null) count(counts, dimension, `${row.case}#${row.repetition}`, outcome);
  }
  const open = { not_judged: standing.done - rows.length, not_run: record.trials - standing.done };
  const metrics = new Map(
    [...counts].map(([name, counting]) => [name, toMetric(counting, open)] as const),
  );
  const known = counts.get(judge.metrics[0] ?? "")?.excluded ?? new Map();
  const left = [...known, ...Object.entries(open)].map(([reason, n]) => ({ reason, n }));
  const taxonomy = toAssertTaxonomy(record.taxonomy);
  return {
    name: record.name,
    judge: judge.judge,
    metrics,
    gated: judge.metrics,
    demand: judge.demand ?? {},
    unscored: judge.unscored,
    calibrated: judge.calibrated || (rows.length > 0 && isCalibrated),
    exclusions: left.filter(({ n }) => n > 0),
    judgeMetrics: (confidence) => toJudgeMetrics(rows, confidence),
    split: splitByPermissibility(rows, taxonomy.behavior_categories),
  };
}

function count(counts: Map<string, Counting>, name: string, key: string, outcome: Outcome): void {
  const own = counts.get(name) ?? { outcomes: new Map(), yes: 0, excluded: new Map() };
  counts.set(name, own);
  if (isDecided(outcome)) {
    own.outcomes.set(key, outcome === "yes");
    own.yes += outcome === "yes" ? 1 : 0;
  } else own.excluded.set(outcome, (own.excluded.get(outcome) ?? 0) + 1);
}

/** What was not judged is unscored; of what was not run there is no evidence. */
function toMetric(
  { outcomes, yes, excluded }: Counting,
  open: { readonly not_judged: number; readonly not_run: number },
): JudgedMetric {
  const all = new Map(excluded);
  for (const [reason, n] of [
    ["unscored", open.not_judged],
    ["evidence_missing", open.not_run],
  ] as const)
    if (n > 0) all.set(reason, (all.get(reason) ?? 0) + n);
  const listed = [...all].map(([reason, n]) => ({ reason, n }));
  return { outcomes, rate: { yes, n: outcomes.size, excluded: listed } };
}

/** Whether two runs may be set case against case. */
export function pairRuns(before: ReadRun, after: ReadRun): Pairing {
  if (before.kind === "own" && after.kind === "own") return mayPair(before.judged, after.judged);
  if (before.kind !== "assert" || after.kind !== "assert")
    return refuse(
      "evaluation/unmatched-keys",
      "One run is of ours and the other of ASSERT's: their cases cannot be told to be the same. Ask for an unpaired comparison if you want one all the same.",
    );
  return pairAssert(before.run, after.run);
}

/** By what the cases ask: their ids are places in a list, and another list may have another case there. */
function pairAssert(before: AssertRun, after: AssertRun): Pairing {
  if (toIdentity("judge", before.judge) !== toIdentity("judge", after.judge))
    return refuse(
      "evaluation/unmatched-keys",
      `The runs have different judges: ${before.judge} and ${after.judge}. Ask for an unpaired comparison if you want one all the same.`,
    );
  const shared = [...before.contents].filter(([id]) => after.contents.has(id));
  const differing = shared.filter(
    ([id, content]) => content === null || content !== after.contents.get(id),
  );
  return differing.length === 0
    ? ok("paired")
    : refuse(
        "evaluation/unmatched-keys",
        `The runs have different test sets: ${differing.length} of ${shared.length} cases of the same number do not ask the same (${differing[0]?.[0]}). Ask for an unpaired comparison if you want one all the same.`,
      );
}
