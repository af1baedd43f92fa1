import { binomialUpperTail } from "./binomial.ts";
import { checkCount } from "./interval.ts";

/** Pairs that changed: `b` was 1 before and 0 after, `c` was 0 before and 1 after. */
export type Discordant = { readonly b: number; readonly c: number };

/** P-values of the exact test of McNemar: each pair that changed is a fair coin if nothing did. */
export type McNemar = {
  /** Of a rate that fell: small where many more pairs went from 1 to 0 than came. */
  readonly fell: number;
  /** Of a rate that rose. */
  readonly rose: number;
  readonly twoSided: number;
};

export function mcnemar({ b, c }: Discordant): McNemar {
  checkCount(b, b + c);
  const fell = binomialUpperTail(b, b + c, 0.5);
  const rose = binomialUpperTail(c, b + c, 0.5);
  return { fell, rose, twoSided: Math.min(1, 2 * Math.min(fell, rose)) };
}
