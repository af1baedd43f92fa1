import { clusteredRate } from "../statistics/clustered.ts";
import { CONFIDENCE } from "../statistics/interval.ts";
import { reachOf } from "../statistics/normal.ts";
import { wilsonBounds } from "../statistics/wilson.ts";
import { isScored, type ScoreRow, votesOn } from "./rows.ts";

/** A rate over all cases. Bounds are of the level of confidence that was asked for. */
export type MicroRate = {
  readonly rate: number | null;
  readonly ci_lower: number | null;
  readonly ci_upper: number | null;
  readonly n: number;
  readonly n_positive: number;
  readonly not_applicable_count: number;
  readonly applicable_n: number;
};

/** The mean of the rates of those categories that have cases enough. */
export type MacroRate = {
  readonly rate: number | null;
  readonly n_groups: number;
  readonly n_groups_included: number;
  readonly groups_excluded: readonly string[];
};

export type CategoryRate = {
  readonly count: number;
  readonly positive: number;
  readonly rate: number | null;
  readonly not_applicable_count: number;
  readonly sufficient: boolean;
};

export type DimensionMetrics = {
  readonly micro: MicroRate;
  readonly macro: MacroRate;
  readonly by_behavior: Readonly<Record<string, CategoryRate>>;
};

/** ASSERT's figures of a run, under its names. */
export type JudgeMetrics = {
  readonly total: number;
  readonly scored: number;
  readonly judge_failures: number;
  readonly judge_failure_rate: number;
  readonly dimensions: Readonly<Record<string, DimensionMetrics>>;
};

/** Below this many cases a category's rate is shown, but has no part in the mean. */
const LEAST_CASES = 5;

export function toJudgeMetrics(
  rows: readonly ScoreRow[],
  confidence: number = CONFIDENCE,
): JudgeMetrics {
  const scored = rows.filter(isScored);
  const names = new Set(scored.flatMap(({ verdict }) => Object.keys(verdict?.dimensions ?? {})));
  const unscored = rows.length - scored.length;
  return {
    total: rows.length,
    scored: scored.length,
    judge_failures: unscored,
    judge_failure_rate: rows.length === 0 ? 0 : unscored / rows.length,
    dimensions: Object.fromEntries(
      [...names].sort().map((name) => [name, toDimensionMetrics(scored, name, confidence)]),
    ),
  };
}

type Vote = { readonly caseId: string; readonly category: string; readonly said: boolean | null };

function toDimensionMetrics(
  rows: readonly ScoreRow[],
  name: string,
  confidence: number,
): DimensionMetrics {
  const votes = rows.flatMap((row): Vote[] => {
    const vote = votesOn(row, name);
    const category = row.dimensions?.behavior || "unknown";
    const said = vote === "not-applicable" ? null : vote;
    return vote === null ? [] : [{ caseId: row.test_case_id, category, said }];
  });
  const categories = [...new Set(votes.map(({ category }) => category))].sort();
  const rates = categories.map((category) => {
    const own = votes.filter((vote) => vote.category === category);
    return [category, toCategoryRate(own)] as const;
  });
  const included = rates.flatMap(([, { sufficient, rate }]) =>
    sufficient && rate !== null ? [rate] : [],
  );
  const macro = {
    rate: included.length === 0 ? null : included.reduce((a, b) => a + b, 0) / included.length,
    n_groups: included.length,
    n_groups_included: included.length,
    groups_excluded: [],
  };
  return { micro: toMicroRate(votes, confidence), macro, by_behavior: Object.fromEntries(rates) };
}

function toCategoryRate(votes: readonly Vote[]): CategoryRate {
  const count = votes.filter(({ said }) => said !== null).length;
  const positive = votes.filter(({ said }) => said === true).length;
  return {
    count,
    positive,
    rate: count === 0 ? null : positive / count,
    not_applicable_count: votes.length - count,
    sufficient: count >= LEAST_CASES,
  };
}

function toMicroRate(votes: readonly Vote[], confidence: number): MicroRate {
  const { count: n, positive, rate, not_applicable_count } = toCategoryRate(votes);
  const bounds = n === 0 ? null : boundsOf(votes, confidence);
  return {
    rate,
    ci_lower: bounds?.lower ?? null,
    ci_upper: bounds?.upper ?? null,
    n,
    n_positive: positive,
    not_applicable_count,
    applicable_n: n,
  };
}

/** Cases that were judged several times count as clusters. ASSERT resamples them; the sandwich estimate needs no chance. */
function boundsOf(votes: readonly Vote[], confidence: number) {
  const cases = new Map<string, boolean[]>();
  for (const { caseId, said } of votes)
    if (said !== null) cases.set(caseId, [...(cases.get(caseId) ?? []), said]);
  const clusters = [...cases.values()];
  if (clusters.some((cluster) => cluster.length > 1))
    return clusteredRate(clusters, confidence).interval;
  const said = clusters.flat();
  return publishedWilson(said.filter(Boolean).length, said.length, confidence);
}

/** ASSERT publishes 90 % with the rounded quantile; its figures come out again to the last digit only with that. */
const PUBLISHED_REACH: ReadonlyMap<number, number> = new Map([[0.9, 1.645]]);

export function publishedWilson(count: number, n: number, confidence: number) {
  const reach = PUBLISHED_REACH.get(confidence) ?? reachOf(confidence);
  return n === 0 ? { lower: 0, upper: 0 } : wilsonBounds(count / n, n, reach);
}
