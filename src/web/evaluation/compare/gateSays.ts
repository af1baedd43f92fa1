import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { figure } from "../outcomeSays.ts";
import { toPercent } from "../plot/forest.ts";

type Gate = ComparisonPage["gate"];

/** The gate's answer in two or three words. */
export function gateTitle({ decision, comparison, reasons }: Gate): string {
  if (decision === "PASS") return "Passes: B holds";
  if (decision === "INCONCLUSIVE") return "Inconclusive";
  if (reasons.some(({ code }) => code === "gate/regression")) return "Blocked: B regresses";
  return comparison.difference > 0 ? "Blocked: B is worse" : "Blocked: over the bound";
}

/** Points between two rates: "+4.4". */
const points = (share: number): string =>
  `${share < 0 ? "−" : "+"}${Math.abs(share * 100).toFixed(1)}`;

/** "Paired on 298 trials", and what was found there. */
export function basisSays({ comparison }: Gate): string {
  const { paired, n, unmatched } = comparison;
  if (!paired) return `Unpaired: ${figure.format(n)} answers in the smaller run.`;
  const alone = unmatched.before + unmatched.after;
  return `Paired on ${figure.format(n)} trials${alone > 0 ? `; ${figure.format(alone)} have an answer in one run only` : ""}.`;
}

/** "+4.4 points, 95% 0.8 to 8.1". */
export const differenceSays = ({ comparison }: Gate): string => {
  const { difference, interval } = comparison;
  const level = Math.round(interval.confidence * 100);
  return `${points(difference)} points, ${level}% ${signed(interval.lower)} to ${signed(interval.upper)}`;
};

const signed = (share: number): string => (share < 0 ? `−${toPercent(-share)}` : toPercent(share));

/** "Worse in 21, better in 8, exact McNemar p = 0.024." */
export function testSays({ comparison }: Gate): string {
  const { b, c, pTwoSided } = comparison;
  const p = pTwoSided < 0.001 ? "p < 0.001" : `p = ${pTwoSided.toPrecision(2)}`;
  if (b === null || c === null) return `Fisher’s exact test, ${p}.`;
  return `Worse in ${figure.format(c)}, better in ${figure.format(b)}, exact McNemar ${p}.`;
}

/** What a gate of this size would have seen, and what would decide where it could not. */
export function powerSays({ power, casesToDecide, decision }: Gate): string {
  const seen =
    power === null
      ? ""
      : `A rise that must not go unseen would be seen in ${Math.round(power * 100)} of 100 tries.`;
  if (decision !== "INCONCLUSIVE" || casesToDecide === null) return seen;
  return `${seen} ${figure.format(casesToDecide)} cases would decide.`.trim();
}
