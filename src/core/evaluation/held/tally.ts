import type { Identity } from "../identity.ts";
import type { Rate } from "../rate.ts";
import { isDecided, type Outcome } from "../rule/outcome.ts";
import { clusteredRate } from "../statistics/clustered.ts";
import { CONFIDENCE } from "../statistics/interval.ts";
import { wilson } from "../statistics/wilson.ts";

/** Trials of one figure, counted: by outcome, and how many of them judges differ on. */
export type OutcomeTally = {
  readonly outcome: Outcome;
  readonly n: number;
  readonly conflicts: number;
};

/** Cases that were tried several times, counted: `cases` of them had `yes` among `n` answers. */
export type ClusterTally = { readonly yes: number; readonly n: number; readonly cases: number };

const REASONS: readonly Outcome[] = [
  "not_applicable",
  "evidence_missing",
  "evidence_truncated",
  "inconclusive",
  "unscored",
];

/** The same rate as of the verdicts one by one (`toRate`), from counts: 100,000 trials are not carried about for it. */
export function rateOfTally(
  tally: readonly OutcomeTally[],
  clusters: readonly ClusterTally[],
  judges: readonly Identity[],
  confidence: number = CONFIDENCE,
): Rate {
  const count = (wanted: Outcome): number =>
    tally.filter(({ outcome }) => outcome === wanted).reduce((sum, { n }) => sum + n, 0);
  const yes = count("yes");
  const n = tally.reduce((sum, one) => sum + (isDecided(one.outcome) ? one.n : 0), 0);
  const isClustered = clusters.some((cluster) => cluster.n > 1);
  return {
    rate: n === 0 ? null : yes / n,
    yes,
    n,
    excluded: REASONS.map((reason) => ({ reason, n: count(reason) })).filter((one) => one.n > 0),
    interval: isClustered
      ? clusteredRate(clusters.flatMap(toClusters), confidence).interval
      : wilson(yes, n, confidence),
    judges: [...new Set(judges)].sort(),
    conflicts: tally.reduce((sum, one) => sum + one.conflicts, 0),
  };
}

const toClusters = ({ yes, n, cases }: ClusterTally): (readonly boolean[])[] =>
  Array<readonly boolean[]>(cases).fill(Array.from({ length: n }, (_, i) => i < yes));
