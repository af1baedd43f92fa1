import type { Json } from "../../canonicalJson.ts";
import type { Behaviour } from "../behaviour.ts";
import type { Identity } from "../identity.ts";
import type { JudgeRecord, RunRecord, VerdictRow } from "../runFolder/rows.ts";
import { beginTallying, type Figure } from "./tallying.ts";

/** A reason for which something has no part in the rates, and how often. */
export type Exclusion = { readonly reason: string; readonly n: number };

/** What the transcripts and verdicts say against themselves. */
export type RunIntegrity = {
  /** Trials of a traced target without a single span. */
  readonly evidenceMissing: number;
  readonly evidenceTruncated: number;
  /** Trials that broke off. */
  readonly brokenOff: number;
  /** Of these, those in which whoever plays the user broke down. */
  readonly testerFaults: number;
  /** Trials in which the harness had no sound result for a tool. */
  readonly harnessFaults: number;
  readonly conflicts: number;
  readonly citations: number;
  readonly unresolvedCitations: number;
};

/** What a run came to, and everything without which it must not be shown. */
export type Report = {
  readonly format: "assay-report/1";
  readonly run: Identity;
  readonly judge: Identity;
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly target: Json;
  readonly testSet: Identity;
  readonly cases: number;
  readonly repetitions: number;
  readonly trials: { readonly total: number; readonly run: number; readonly judged: number };
  readonly confidence: number;
  readonly metrics: readonly string[];
  /** A rate for each dimension: of all trials, of what may happen and what may not, of each category. */
  readonly figures: readonly Figure[];
  /** Of the first metric, with what was not run and not judged. */
  readonly exclusions: readonly Exclusion[];
  readonly integrity: RunIntegrity;
  /** Categories that no judge looks at. */
  readonly unscored: readonly string[];
  readonly calibrated: boolean;
};

export type ReportPlan = {
  readonly run: RunRecord;
  readonly judge: JudgeRecord;
  readonly confidence: number;
};

/** What is seen of trials, whoever judges them. */
export type SeenTrials = {
  readonly run: number;
  readonly evidenceMissing: number;
  readonly evidenceTruncated: number;
  readonly brokenOff: number;
  readonly testerFaults: number;
  readonly harnessFaults: number;
};

/** A case may have several ways. Of very many cases that are tried once, it is not remembered which answer was whose. */
const MOST_CASES_HELD = 20_000;

/** A report while verdicts are read, one after the other: nothing is held but counts. */
export function beginReport({ run, judge, confidence }: ReportPlan) {
  const { categories } = run.taxonomy;
  const stances = new Map(categories.map(({ name, stance }) => [name, stance]));
  const tallying = beginTallying({
    dimensions: judge.dimensions,
    stanceOf: (category) => stances.get(category) ?? null,
    isClustered: run.configuration.repetitions > 1 || run.cases <= MOST_CASES_HELD,
  });
  const seen = { judged: 0, conflicts: 0, citations: 0, unresolvedCitations: 0 };
  return {
    add: (row: VerdictRow): void => {
      tallying.add(row);
      seen.judged += 1;
      for (const { conflict, opinions } of row.verdicts) {
        if (conflict) seen.conflicts += 1;
        const parts = opinions.flatMap(({ citations }) => citations);
        seen.citations += parts.length;
        seen.unresolvedCitations += parts.filter(
          ({ resolution }) => resolution.status !== "resolved",
        ).length;
      }
    },
    end: (trials: SeenTrials): Report => {
      const figures = tallying.figures(confidence);
      const { judged, ...own } = seen;
      const { configuration } = run;
      return {
        format: "assay-report/1",
        run: run.run,
        judge: judge.judge,
        name: run.name,
        behaviour: run.behaviour,
        target: configuration.target,
        testSet: configuration.testSet,
        cases: run.cases,
        repetitions: configuration.repetitions,
        trials: { total: run.trials, run: trials.run, judged },
        confidence,
        metrics: judge.metrics,
        figures,
        exclusions: toExclusions(
          headline({ figures, metrics: judge.metrics }),
          run.trials,
          trials.run,
          judged,
        ),
        integrity: {
          evidenceMissing: trials.evidenceMissing,
          evidenceTruncated: trials.evidenceTruncated,
          brokenOff: trials.brokenOff,
          testerFaults: trials.testerFaults,
          harnessFaults: trials.harnessFaults,
          ...own,
        },
        unscored: judge.unscored,
        calibrated: judge.calibrated,
      };
    },
  };
}

/** The figure that a run is known by: of its first metric, over all trials. */
export const headline = ({ figures, metrics }: Pick<Report, "figures" | "metrics">) =>
  figures.find(
    ({ dimension, stance, category }) =>
      dimension === metrics[0] && stance === null && category === null,
  ) ?? null;

const toExclusions = (
  figure: Figure | null,
  total: number,
  run: number,
  judged: number,
): Exclusion[] =>
  [
    ...(figure?.rate.excluded ?? []),
    { reason: "not_judged", n: run - judged },
    { reason: "not_run", n: total - run },
  ].filter(({ n }) => n > 0);
