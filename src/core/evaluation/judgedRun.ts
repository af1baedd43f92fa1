import type { Refusal, Result } from "../result.ts";
import type { JudgeMetrics } from "./assert/metrics.ts";
import type { Split } from "./assert/split.ts";
import { type Comparison, comparePaired, compareUnpaired, type Outcomes } from "./compare.ts";
import { DEFAULT_DEMAND, decideGate, type GateAnswer, type GateDemand } from "./gate.ts";
import type { Rate } from "./rate.ts";
import type { Exclusion } from "./report/report.ts";
import type { GateChoice } from "./runFolder/rows.ts";

/** What a metric of a run says, case by case and counted. */
export type JudgedMetric = {
  readonly outcomes: Outcomes;
  readonly rate: Pick<Rate, "yes" | "n" | "excluded">;
};

/** A run by one judge, whoever wrote its files. */
export type JudgedRun = {
  readonly name: string;
  /** Who judged, for people and for telling judges apart. */
  readonly judge: string;
  readonly metrics: ReadonlyMap<string, JudgedMetric>;
  /** What a gate looks at where nobody names a metric. */
  readonly gated: readonly string[];
  readonly demand: GateChoice;
  readonly unscored: readonly string[];
  readonly calibrated: boolean;
  readonly exclusions: readonly Exclusion[];
  readonly judgeMetrics: (confidence: number) => JudgeMetrics;
  readonly split: Split;
};

export type PairRefusal = Refusal<"evaluation/unmatched-keys">;
export type Pairing = Result<"paired", PairRefusal>;

/** As `assay eval compare --json` prints it. */
export type ComparisonRow = {
  readonly metric: string;
  readonly paired: boolean;
  readonly n: number;
  readonly b: number | null;
  readonly c: number | null;
  readonly rates: Comparison["rates"];
  readonly difference: number;
  readonly interval: Comparison["interval"];
  readonly p_one_sided: number;
  readonly p_two_sided: number;
};

export const toComparisonRow = (found: Comparison): ComparisonRow => ({
  metric: found.metric,
  paired: found.paired,
  n: found.n,
  b: found.b,
  c: found.c,
  rates: found.rates,
  difference: found.difference,
  interval: found.interval,
  p_one_sided: found.pOneSided,
  p_two_sided: found.pTwoSided,
});

const NOTHING: Outcomes = new Map();

/** One metric of two runs, case against case where they may be paired. */
export function compareMetric(
  metric: string,
  before: JudgedRun,
  after: JudgedRun,
  paired: boolean,
  confidence: number,
): Comparison {
  const compare = paired ? comparePaired : compareUnpaired;
  const outcomesOf = (run: JudgedRun): Outcomes => run.metrics.get(metric)?.outcomes ?? NOTHING;
  return compare(metric, outcomesOf(before), outcomesOf(after), confidence);
}

/** Metrics that both runs have. */
export const sharedMetrics = (before: JudgedRun, after: JudgedRun): string[] =>
  [...before.metrics.keys()].filter((metric) => after.metrics.has(metric)).sort();

export const toDemand = (choice: GateChoice): GateDemand => ({
  ...DEFAULT_DEMAND,
  rise: choice.rise ?? DEFAULT_DEMAND.rise,
  power: choice.power ?? DEFAULT_DEMAND.power,
  coverage: choice.coverage ?? DEFAULT_DEMAND.coverage,
  limit: choice.limit ?? DEFAULT_DEMAND.limit,
  test: {
    alpha: choice.alpha ?? DEFAULT_DEMAND.test.alpha,
    leastDifference: choice.least_difference ?? DEFAULT_DEMAND.test.leastDifference,
  },
});

/** As `assay eval gate --json` prints it: of several metrics the strictest answer stands. */
export type GateReport = {
  readonly decision: GateAnswer["decision"];
  readonly reasons: readonly (GateAnswer["reasons"][number] & { readonly metric: string })[];
  readonly power: number | null;
  /** As many cases would decide. */
  readonly cases_to_decide: number | null;
  readonly metrics: readonly (ComparisonRow & {
    readonly decision: GateAnswer["decision"];
    readonly power: number | null;
    readonly cases_to_decide: number | null;
  })[];
};

/** Whether a run may go through, set against one before it, in some metrics of which more is worse. */
export function gateRuns(
  before: JudgedRun,
  after: JudgedRun,
  asked: {
    readonly metrics: readonly string[];
    readonly paired: boolean;
    readonly demand: GateDemand;
  },
): GateReport {
  const gated = asked.metrics.map((metric) => {
    const comparison = compareMetric(metric, before, after, asked.paired, asked.demand.confidence);
    const rate = after.metrics.get(metric)?.rate ?? { yes: 0, n: 0, excluded: [] };
    const { unscored, calibrated } = after;
    return {
      comparison,
      answer: decideGate({ comparison, after: rate, unscored, calibrated }, asked.demand),
    };
  });
  const decisions = gated.map(({ answer }) => answer.decision);
  const powers = gated.flatMap(({ answer }) => answer.power ?? []);
  const cases = gated.flatMap(({ answer }) => answer.casesToDecide ?? []);
  return {
    decision: decisions.includes("BLOCK")
      ? "BLOCK"
      : decisions.includes("INCONCLUSIVE")
        ? "INCONCLUSIVE"
        : "PASS",
    reasons: gated.flatMap(({ comparison, answer }) =>
      answer.reasons.map((reason) => ({ ...reason, metric: comparison.metric })),
    ),
    power: powers.length === 0 ? null : Math.min(...powers),
    cases_to_decide: cases.length === 0 ? null : Math.max(...cases),
    metrics: gated.map(({ comparison, answer }) => ({
      ...toComparisonRow(comparison),
      decision: answer.decision,
      power: answer.power,
      cases_to_decide: answer.casesToDecide,
    })),
  };
}
