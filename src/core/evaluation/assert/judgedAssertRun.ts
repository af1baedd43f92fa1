import type { JudgedMetric } from "../judgedRun.ts";
import type { Rate } from "../rate.ts";
import type { Outcome } from "../rule/outcome.ts";
import type { Exclusion } from "./integrity.ts";
import { isScored, type ScoreRow, votesOn } from "./rows.ts";

/** What ASSERT calls it when there is no answer, in our words. */
const REASONS: Readonly<Record<string, Outcome>> = {
  judge_error: "inconclusive",
  not_judged: "unscored",
  not_run: "evidence_missing",
};

/** The dimensions of a run's scores, case by case. Cases have one row each. */
export function toAssertMetrics(
  rows: readonly ScoreRow[],
  exclusions: readonly Exclusion[],
): ReadonlyMap<string, JudgedMetric> {
  const scored = rows.filter(isScored);
  const names = new Set(scored.flatMap(({ verdict }) => Object.keys(verdict?.dimensions ?? {})));
  const left = exclusions.flatMap(({ reason, n }): Rate["excluded"] => {
    const outcome = REASONS[reason];
    return outcome === undefined ? [] : [{ reason: outcome, n }];
  });
  return new Map(
    [...names].sort().map((name) => {
      const votes = scored.map((row) => [row.test_case_id, votesOn(row, name)] as const);
      const outcomes = new Map(
        votes.flatMap(([id, vote]) => (typeof vote === "boolean" ? [[id, vote] as const] : [])),
      );
      const answers = [...outcomes.values()];
      const away = votes.filter(([, vote]) => vote === "not-applicable").length;
      const excluded = [
        ...(away > 0 ? [{ reason: "not_applicable" as const, n: away }] : []),
        ...left,
      ];
      const rate = { yes: answers.filter(Boolean).length, n: answers.length, excluded };
      return [name, { outcomes, rate }] as const;
    }),
  );
}
