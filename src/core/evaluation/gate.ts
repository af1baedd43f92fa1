import type { Comparison } from "./compare.ts";
import type { Rate } from "./rate.ts";
import { clopperPearsonUpper } from "./statistics/clopperPearson.ts";
import { CONFIDENCE } from "./statistics/interval.ts";
import {
  GATE_TEST,
  type PairedTest,
  pairedPower,
  pairsForPower,
} from "./statistics/pairedPower.ts";

export type GateDecision = "PASS" | "BLOCK" | "INCONCLUSIVE";

/** What is asked before a green light. Shares are between 0 and 1. */
export type GateDemand = {
  readonly test: PairedTest;
  /** The rise that must not go unseen, beyond the rate before. */
  readonly rise: number;
  readonly power: number;
  /** The share of verdicts that must be answers. */
  readonly coverage: number;
  /** What the rate may be at most, whatever it was before; null for the rate before and the rise together. */
  readonly limit: number | null;
  readonly confidence: number;
};

export const DEFAULT_DEMAND: GateDemand = {
  test: GATE_TEST,
  rise: 0.1,
  power: 0.8,
  coverage: 0.95,
  limit: null,
  confidence: CONFIDENCE,
};

/** What the gate looks at: a metric of which more is worse. */
export type GateInput = {
  readonly comparison: Comparison;
  /** Of the run that asks to go through. */
  readonly after: Pick<Rate, "yes" | "n" | "excluded">;
  /** Categories of the taxonomy that no judge looks at. */
  readonly unscored: readonly string[];
  /** Whether a rule, a person or a calibrated model has part in every verdict. */
  readonly calibrated: boolean;
};

export type GateReason = {
  readonly decision: "BLOCK" | "INCONCLUSIVE";
  /** Public: `gate/…`. */
  readonly code: string;
  /** For people. */
  readonly message: string;
};

export type GateAnswer = {
  readonly decision: GateDecision;
  readonly reasons: readonly GateReason[];
  /** Of the paired test for the stated rise, at this many pairs; null where nothing is paired. */
  readonly power: number | null;
  /** As many cases would decide what this many do not; null where cases are not what is missing, or no number would. */
  readonly casesToDecide: number | null;
};

/** BLOCK where something is known to be worse or over the limit; PASS where it is known not to be; else INCONCLUSIVE. */
export function decideGate(input: GateInput, demand: GateDemand = DEFAULT_DEMAND): GateAnswer {
  const { comparison } = input;
  const before = comparison.rates.before ?? 0;
  const effect = { before, after: Math.min(1, before + demand.rise) };
  const power = comparison.paired ? pairedPower(comparison.n, effect, demand.test) : null;
  const regression = judgeRegression(comparison, demand);
  const tooFew = regression === null && power !== null && power < demand.power - 1e-9;
  const limit = judgeLimit(input, demand.limit ?? effect.after, demand.confidence);
  const reasons = [
    regression,
    tooFew ? toPowerReason(comparison.n, effect, power, demand) : null,
    limit.reason,
    ...judgeEvidence(input, demand),
  ].filter((reason) => reason !== null);
  const decision = reasons.some((reason) => reason.decision === "BLOCK")
    ? "BLOCK"
    : reasons.length > 0
      ? "INCONCLUSIVE"
      : "PASS";
  const needs = [
    ...(tooFew ? [pairsForPower(effect, demand.test, demand.power)] : []),
    ...(limit.needs === undefined ? [] : [limit.needs]),
  ];
  const isOpen = decision === "INCONCLUSIVE" && needs.length > 0;
  const known = needs.filter((n) => n !== null);
  const casesToDecide = isOpen && known.length === needs.length ? Math.max(...known) : null;
  return { decision, reasons, power, casesToDecide };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const block = (code: string, message: string): GateReason => ({ decision: "BLOCK", code, message });
const open = (code: string, message: string): GateReason => ({
  decision: "INCONCLUSIVE",
  code,
  message,
});

function judgeRegression(comparison: Comparison, { test }: GateDemand): GateReason | null {
  const { metric, difference, pRose, paired, n } = comparison;
  if (!paired)
    return open(
      "gate/unpaired",
      `${metric}: the runs share no cases, so no case can be seen to change.`,
    );
  const isLarge = difference >= test.leastDifference - 1e-9;
  if (n === 0 || !isLarge || pRose > test.alpha) return null;
  return block(
    "gate/regression",
    `${metric} rose by ${(difference * 100).toFixed(1)} points over ${n} pairs (one-sided p ${pRose.toPrecision(3)}, at most ${test.alpha}).`,
  );
}

function toPowerReason(
  n: number,
  effect: { readonly before: number; readonly after: number },
  power: number,
  demand: GateDemand,
): GateReason {
  return open(
    "gate/power",
    `A rise from ${percent(effect.before)} to ${percent(effect.after)} would be seen in ${percent(power)} of tries with ${n} pairs; ${percent(demand.power)} are asked.`,
  );
}

/** `needs` is there where cases are what is missing. */
type LimitAnswer = { readonly reason: GateReason | null; readonly needs?: number | null };

/** The exact one-sided bounds against the limit: known to be over it, known to be under it, or neither. */
function judgeLimit(
  { comparison, after }: GateInput,
  limit: number,
  confidence: number,
): LimitAnswer {
  const { metric } = comparison;
  const { upper } = clopperPearsonUpper(after.yes, after.n, confidence);
  const lower = 1 - clopperPearsonUpper(after.n - after.yes, after.n, confidence).upper;
  const level = `${percent(confidence)} confidence`;
  if (lower > limit)
    return {
      reason: block(
        "gate/limit",
        `${metric} is at least ${percent(lower)} at ${level}; at most ${percent(limit)} is asked.`,
      ),
    };
  if (upper <= limit) return { reason: null };
  return {
    reason: open(
      "gate/limit-open",
      `${metric} may be up to ${percent(upper)} at ${level}; at most ${percent(limit)} is asked.`,
    ),
    needs: casesForLimit(after.n === 0 ? 0 : after.yes / after.n, limit, confidence),
  };
}

const MOST_CASES = 1_000_000;

/** How many cases would show a rate to be under the limit if it is what was seen; null where it is not under it. */
export function casesForLimit(rate: number, limit: number, confidence: number): number | null {
  const isShown = (n: number): boolean =>
    clopperPearsonUpper(Math.ceil(rate * n), n, confidence).upper <= limit;
  if (rate >= limit) return null;
  let upper = 10;
  while (!isShown(upper)) {
    if (upper >= MOST_CASES) return null;
    upper *= 2;
  }
  let lower = Math.floor(upper / 2);
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2);
    if (isShown(middle)) upper = middle;
    else lower = middle;
  }
  return upper;
}

/** What keeps a green light back although nothing is known to be worse. */
function judgeEvidence({ after, unscored, calibrated, comparison }: GateInput, demand: GateDemand) {
  const asked = after.excluded.filter(({ reason }) => reason !== "not_applicable");
  const total = after.n + asked.reduce((sum, { n }) => sum + n, 0);
  const coverage = total === 0 ? 0 : after.n / total;
  const why =
    asked.map(({ reason, n }) => `${n} ${reason.replaceAll("_", " ")}`).join(", ") ||
    "nothing was judged";
  return [
    coverage >= demand.coverage
      ? null
      : open(
          "gate/coverage",
          `${percent(coverage)} of the verdicts are answers (${why}); ${percent(demand.coverage)} are asked.`,
        ),
    unscored.length === 0
      ? null
      : open("gate/unscored", `No judge looks at ${unscored.join(", ")}.`),
    calibrated
      ? null
      : open(
          "gate/uncalibrated",
          `${comparison.metric}: a model that nobody checked against labels is the only judge.`,
        ),
  ];
}
