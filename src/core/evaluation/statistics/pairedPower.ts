import { binomialMass, binomialUpperTail } from "./binomial.ts";

/**
 * A paired test of whether a rate rose: the one-sided exact p-value of McNemar is at most `alpha`, and the observed difference is at
 * least `leastDifference` (a share of all pairs).
 */
export type PairedTest = { readonly alpha: number; readonly leastDifference: number };

export const GATE_TEST: PairedTest = { alpha: 0.1, leastDifference: 0.05 };

/** Rates of two arms that are independent given the case. */
export type Effect = { readonly before: number; readonly after: number };

/** What stands on a bound must not be lost to the last bit of a product such as 0.05 × 20, or of a tail. */
const SLACK = 1e-9;

/** The fewest pairs that rose, of `changed`, with which the test of n pairs speaks; one more than `changed` where none do. */
export function leastRise(changed: number, n: number, { alpha, leastDifference }: PairedTest) {
  let rose = Math.max(0, Math.ceil((changed + leastDifference * n) / 2 - SLACK));
  while (rose <= changed && binomialUpperTail(rose, changed, 0.5) > alpha + SLACK) rose += 1;
  return rose;
}

/** The chance that the test of n pairs speaks where the effect is real, summed over what may be observed. */
export function pairedPower(n: number, { before, after }: Effect, test: PairedTest = GATE_TEST) {
  const rises = (1 - before) * after;
  const change = rises + before * (1 - after);
  if (change === 0) return 0;
  let power = 0;
  for (let changed = 0; changed <= n; changed += 1) {
    const chance = binomialMass(changed, n, change);
    if (chance < 1e-18) continue;
    const least = leastRise(changed, n, test);
    power += chance * binomialUpperTail(least, changed, rises / change);
  }
  return Math.min(1, power);
}

const MOST_PAIRS = 20_000;

/**
 * How many pairs would decide: an n whose power reaches `power`. Power rises in teeth, so a few pairs fewer may do as well; that this n
 * does was computed. Null where even 20,000 pairs would not.
 */
export function pairsForPower(
  effect: Effect,
  test: PairedTest = GATE_TEST,
  power = 0.8,
): number | null {
  let upper = 10;
  while (pairedPower(upper, effect, test) < power) {
    if (upper >= MOST_PAIRS) return null;
    upper = Math.min(MOST_PAIRS, upper * 2);
  }
  let lower = Math.floor(upper / 2);
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2);
    if (pairedPower(middle, effect, test) >= power) upper = middle;
    else lower = middle;
  }
  return upper;
}
