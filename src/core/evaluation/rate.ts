import type { Outcomes } from "./compare.ts";
import type { Identity } from "./identity.ts";
import { isDecided, type Outcome } from "./rule/outcome.ts";
import { clusteredRate } from "./statistics/clustered.ts";
import { CONFIDENCE, type Interval } from "./statistics/interval.ts";
import { wilson } from "./statistics/wilson.ts";
import type { Verdict } from "./verdict.ts";

/** A rate, and everything without which it must not be shown. */
export type Rate = {
  /** Null where nothing was decided. */
  readonly rate: number | null;
  readonly yes: number;
  /** Verdicts that are answers. */
  readonly n: number;
  /** Verdicts that are none, by reason. */
  readonly excluded: readonly { readonly reason: Outcome; readonly n: number }[];
  readonly interval: Interval;
  /** Whose verdicts these are. */
  readonly judges: readonly Identity[];
  readonly conflicts: number;
};

const REASONS: readonly Outcome[] = [
  "not_applicable",
  "evidence_missing",
  "evidence_truncated",
  "inconclusive",
  "unscored",
];

/** Trials of one case are a cluster: they are less than as many cases. */
export function toRate(verdicts: readonly Verdict[], confidence: number = CONFIDENCE): Rate {
  const cases = new Map<Identity, boolean[]>();
  for (const { case: id, outcome } of verdicts)
    if (isDecided(outcome)) cases.set(id, [...(cases.get(id) ?? []), outcome === "yes"]);
  const clusters = [...cases.values()];
  const answers = clusters.flat();
  const yes = answers.filter(Boolean).length;
  const isClustered = clusters.length < answers.length;
  const excluded = REASONS.map((reason) => ({
    reason,
    n: verdicts.filter(({ outcome }) => outcome === reason).length,
  }));
  return {
    rate: answers.length === 0 ? null : yes / answers.length,
    yes,
    n: answers.length,
    excluded: excluded.filter(({ n }) => n > 0),
    interval: isClustered
      ? clusteredRate(clusters, confidence).interval
      : wilson(yes, answers.length, confidence),
    judges: judgesOf(verdicts),
    conflicts: verdicts.filter(({ conflict }) => conflict).length,
  };
}

const judgesOf = (verdicts: readonly Verdict[]): Identity[] =>
  [...new Set(verdicts.flatMap(({ opinions }) => opinions.map(({ judge }) => judge)))].sort();

/** What a run said, by case and repetition, for comparing it. `repetitionOf` tells which trial of its case it was. */
export function toOutcomes(
  verdicts: readonly Verdict[],
  repetitionOf: (trial: Identity) => number,
): Outcomes {
  return new Map(
    verdicts
      .filter(({ outcome }) => isDecided(outcome))
      .map((verdict) => [
        `${verdict.case}#${repetitionOf(verdict.trial)}`,
        verdict.outcome === "yes",
      ]),
  );
}
