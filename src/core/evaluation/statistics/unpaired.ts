import { logGamma } from "./beta.ts";
import { CONFIDENCE, checkCount } from "./interval.ts";
import type { PairedDifference } from "./newcombe.ts";
import { wilson } from "./wilson.ts";

/** A count of n in one arm. */
export type Arm = { readonly count: number; readonly n: number };

/**
 * The difference of shares of different cases, second minus first, with Newcombe's interval (Statistics in Medicine 17, 1998, hybrid
 * score). Where an arm is empty nothing is known: 0 with -1 to 1.
 */
export function newcombeUnpaired(
  first: Arm,
  second: Arm,
  confidence: number = CONFIDENCE,
): PairedDifference {
  const [one, two] = [
    wilson(first.count, first.n, confidence),
    wilson(second.count, second.n, confidence),
  ];
  const method = "Newcombe unpaired (hybrid score)";
  if (first.n === 0 || second.n === 0)
    return { difference: 0, interval: { lower: -1, upper: 1, confidence, method } };
  const [before, after] = [first.count / first.n, second.count / second.n];
  const difference = after - before;
  const below = Math.hypot(after - two.lower, one.upper - before);
  const above = Math.hypot(two.upper - after, before - one.lower);
  const interval = { lower: difference - below, upper: difference + above, confidence, method };
  return { difference, interval };
}

/** P-values of Fisher's exact test: of a share that fell from the first arm to the second, that rose, and of either. */
export function fisherExact(first: Arm, second: Arm) {
  checkCount(first.count, first.n);
  checkCount(second.count, second.n);
  const total = first.count + second.count;
  const least = Math.max(0, total - first.n);
  const most = Math.min(total, second.n);
  const choose = (n: number, k: number): number =>
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const chanceOf = (inSecond: number): number =>
    Math.exp(
      choose(second.n, inSecond) +
        choose(first.n, total - inSecond) -
        choose(first.n + second.n, total),
    );
  const own = chanceOf(second.count);
  let [fell, rose, twoSided] = [0, 0, 0];
  for (let inSecond = least; inSecond <= most; inSecond += 1) {
    const chance = chanceOf(inSecond);
    if (inSecond <= second.count) fell += chance;
    if (inSecond >= second.count) rose += chance;
    if (chance <= own * (1 + 1e-9)) twoSided += chance;
  }
  return { fell: Math.min(1, fell), rose: Math.min(1, rose), twoSided: Math.min(1, twoSided) };
}
