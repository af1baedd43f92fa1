import { CONFIDENCE, checkConfidence, checkCount, type Interval } from "./interval.ts";
import { wilson } from "./wilson.ts";

/** Pairs by what both arms said: `both` 1 and 1, `before` 1 and 0, `after` 0 and 1, `neither` 0 and 0. */
export type PairedCounts = {
  readonly both: number;
  readonly before: number;
  readonly after: number;
  readonly neither: number;
};

/** A difference of two rates over the same cases, after minus before, from -1 to 1. */
export type PairedDifference = { readonly difference: number; readonly interval: Interval };

/**
 * The difference of paired shares with Newcombe's interval (Statistics in Medicine 17, 1998, method 10): Wilson's intervals of both,
 * joined by their correlation. Of no pairs nothing is known: 0 with -1 to 1.
 */
export function newcombePaired(
  counts: PairedCounts,
  confidence: number = CONFIDENCE,
): PairedDifference {
  const { both, before, after, neither } = counts;
  const n = both + before + after + neither;
  for (const count of [both, before, after, neither]) checkCount(count, n);
  checkConfidence(confidence);
  const method = "Newcombe paired (method 10)";
  if (n === 0) return { difference: 0, interval: { lower: -1, upper: 1, confidence, method } };
  const [first, second] = [both + before, both + after];
  const [one, two] = [wilson(first, n, confidence), wilson(second, n, confidence)];
  const correlation = correlationOf(counts, n);
  const difference = (second - first) / n;
  const below = spread(second / n - two.lower, one.upper - first / n, correlation);
  const above = spread(two.upper - second / n, first / n - one.lower, correlation);
  const interval = {
    lower: Math.max(-1, difference - below),
    upper: Math.min(1, difference + above),
    confidence,
    method,
  };
  return { difference, interval };
}

const spread = (a: number, b: number, correlation: number): number =>
  Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b));

/** Pearson's φ, with the continuity correction that the method asks for where it is positive. */
function correlationOf({ both, before, after, neither }: PairedCounts, n: number): number {
  const margins = (both + before) * (after + neither) * (both + after) * (before + neither);
  if (margins === 0) return 0;
  const product = both * neither - before * after;
  const corrected = product > 0 ? Math.max(0, product - n / 2) : product;
  return corrected / Math.sqrt(margins);
}
