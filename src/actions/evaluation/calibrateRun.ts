import { join, resolve } from "node:path";
import { freezeAnchor } from "#core/evaluation/anchor/anchorSet.ts";
import { type DriftReport, testDrift } from "#core/evaluation/anchor/drift.ts";
import { type CalibrationReport, calibrate } from "#core/evaluation/calibration/calibrate.ts";
import {
  toCalibrationFile,
  toCalibrationRecord,
} from "#core/evaluation/calibration/calibrationRecord.ts";
import { DEFAULT_CALIBRATION } from "#core/evaluation/calibration/decideCalibrated.ts";
import { keyOfUnit, type Label, readLabels } from "#core/evaluation/calibration/label.ts";
import {
  drawLabelSample,
  type LabelSample,
  type SamplePlan,
} from "#core/evaluation/calibration/sample.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import type { JudgeRecord, RunRecord } from "#core/evaluation/runFolder/rows.ts";
import type { Verdict } from "#core/evaluation/verdict.ts";
import type { Problem } from "#core/problem.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import { findRunFolder } from "./findRunFolder.ts";
import { findRunRecord } from "./prepareRun.ts";
import { chooseJudge, readVerdicts } from "./readVerdicts.ts";
import { readStanding } from "./runJournal.ts";

export type CalibrateRequest = {
  readonly folder: string;
  /** The first digits of a judge key; null where there is one judge. */
  readonly judge: string | null;
  /** The text of a labels file. */
  readonly labels: string;
  /** A folder of the same trials, judged at another time by the same judge; null for none. */
  readonly against: string | null;
  readonly confidence: number;
};

export type Calibrated =
  | { readonly ok: false; readonly problems: readonly Problem[] }
  | {
      readonly ok: true;
      readonly judge: Identity;
      readonly report: CalibrationReport;
      readonly drift: readonly (DriftReport & { readonly judge: Identity })[];
      readonly file: string;
    };

type Judged = {
  readonly run: RunRecord;
  readonly judge: JudgeRecord;
  readonly verdicts: readonly Verdict[];
};

/** Holds the judges of a run against people's labels, and keeps what came of it in the run's folder. */
export async function calibrateRun(request: CalibrateRequest): Promise<Calibrated> {
  const { rows: labels, problems, torn } = readLabels(request.labels);
  if (problems.length > 0) return { ok: false, problems };
  if (labels.length === 0 || torn) return { ok: false, problems: [noLabels(torn)] };
  const labelled = new Set(labels.map(({ dimension }) => dimension));
  const folder = await findRunFolder(resolve(request.folder));
  const { judge, verdicts } = await readJudged(folder, request.judge, labelled);
  const report = calibrate(verdicts, labels, DEFAULT_CALIBRATION, request.confidence);
  const record = toCalibrationRecord(judge.judge, labels, DEFAULT_CALIBRATION, report);
  const drift =
    request.against === null
      ? []
      : toDrift(
          labels,
          (await readJudged(request.against, judge.judge, labelled)).verdicts,
          verdicts,
        );
  const file = join(folder, toCalibrationFile(judge.judge));
  await writeWhole(file, `${JSON.stringify(record, null, 2)}\n`);
  return { ok: true, judge: judge.judge, report, drift, file };
}

const noLabels = (torn: boolean): Problem => ({
  rule: "labels/none",
  pointer: "",
  message: torn
    ? "The last line was cut off. Write it whole, with a newline, or take it out."
    : "The file holds no labels: a line each, as --draw writes them, with outcome and blinded.",
});

/** Trials of a run for people to label: as many of each verdict, and nothing of what judges said. */
export async function drawFromRun(
  folder: string,
  judge: string | null,
  plan: SamplePlan,
): Promise<LabelSample> {
  const { verdicts } = await readJudged(folder, judge, null);
  return drawLabelSample(verdicts, plan);
}

/** Verdicts of all ways of all trials, in some dimensions or in all. */
async function readJudged(
  folder: string,
  digits: string | null,
  dimensions: ReadonlySet<string> | null,
): Promise<Judged> {
  const own = await findRunFolder(resolve(folder));
  const run = await findRunRecord(own);
  if (run === null) throw new Error(`${own} holds no run.json of ours. Name the folder of a run.`);
  const judge = await chooseJudge(own, run, digits);
  const standing = await readStanding(own, run.trials);
  const verdicts: Verdict[] = [];
  for await (const row of readVerdicts(own, judge.judge, standing))
    for (const verdict of [...row.verdicts, ...(row.branches ?? []).flatMap((way) => way.verdicts)])
      if (dimensions === null || dimensions.has(verdict.dimension)) verdicts.push(toLight(verdict));
  return { run, judge, verdicts };
}

/** Without what people read: a hundred thousand verdicts stay small. */
const toLight = (verdict: Verdict): Verdict => ({
  ...verdict,
  opinions: verdict.opinions.map((opinion) => ({
    ...opinion,
    reason: "",
    seen: [],
    citations: [],
  })),
});

/** Every judge on what people agree on, then and now. */
function toDrift(labels: readonly Label[], then: readonly Verdict[], now: readonly Verdict[]) {
  const anchor = freezeAnchor(labels);
  if (anchor === null) return [];
  const items = new Set(anchor.items.map(keyOfUnit));
  const judges = new Set(
    now.flatMap(({ opinions }) =>
      opinions.flatMap(({ kind, judge }) => (kind === "model" ? judge : [])),
    ),
  );
  const answersOf = (verdicts: readonly Verdict[], judge: Identity) =>
    verdicts
      .filter((verdict) => items.has(keyOfUnit(verdict)))
      .flatMap(({ trial, dimension, category, opinions }) =>
        opinions
          .filter((opinion) => opinion.judge === judge)
          .map(({ outcome }) => ({ trial, dimension, category, outcome })),
      );
  return [...judges].sort().map((judge) => ({
    judge,
    ...testDrift(anchor, answersOf(then, judge), answersOf(now, judge)),
  }));
}
