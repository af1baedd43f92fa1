import { checkCount } from "./interval.ts";

/**
 * The chance that at least one of k attempts succeeds, estimated without bias from `successes` of n (Chen et al., arXiv 2107.03374).
 * `k` is at most n, else a RangeError: more attempts than were made cannot be estimated.
 */
export function passAt(k: number, successes: number, n: number): number {
  checkCount(successes, n);
  if (!Number.isSafeInteger(k) || k < 1 || k > n)
    throw new RangeError(`${k} attempts cannot be estimated from ${n}.`);
  let none = 1;
  for (let i = n - successes + 1; i <= n; i += 1) none *= Math.max(0, 1 - k / i);
  return 1 - none;
}
