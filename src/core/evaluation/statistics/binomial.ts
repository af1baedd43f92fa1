import { betaCdf, logGamma } from "./beta.ts";

/** P(X ≥ k) for X of n trials with the given chance. */
export function binomialUpperTail(k: number, n: number, chance: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaCdf(chance, k, n - k + 1);
}

/** P(X = k) for X of n trials with the given chance. */
export function binomialMass(k: number, n: number, chance: number): number {
  if (k < 0 || k > n) return 0;
  if (chance <= 0) return k === 0 ? 1 : 0;
  if (chance >= 1) return k === n ? 1 : 0;
  const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(ways + k * Math.log(chance) + (n - k) * Math.log1p(-chance));
}
