import type { Respect } from "./judgeTrial.ts";
import { EACH_CATEGORY, looksAt, type RuleJudge } from "./rule/rule.ts";

/** The dimension that goes by category: whether what a category describes happened. */
export const VIOLATION = "policy_violation";

export type PanelPlan = {
  readonly rules: readonly RuleJudge[];
  /** In which respects models judge. */
  readonly models: readonly Respect[];
  /** What was asked for by name, whether a judge looks at it or not. */
  readonly dimensions: readonly string[];
};

const keyOf = ({ dimension, category }: Respect): string => `${dimension}\u0000${category ?? ""}`;

/** In which respects a trial is judged whose case probes `probed`. What was asked for and nobody looks at is among them. */
export function toRespects(plan: PanelPlan, probed: string | null): Respect[] {
  const judged: Respect[] = [
    ...plan.rules
      .filter((rule) => looksAt(rule, probed))
      .map(({ dimension, category }) => ({
        dimension,
        category: category === EACH_CATEGORY ? probed : category,
      })),
    ...plan.models,
  ];
  const goesByCategory = judged.some(
    ({ dimension, category }) => dimension === VIOLATION && category !== null,
  );
  const isAsked = judged.some(({ dimension }) => dimension === VIOLATION);
  const open: Respect[] = [
    ...plan.dimensions
      .filter((dimension) => !judged.some((respect) => respect.dimension === dimension))
      .map((dimension) => ({ dimension, category: null })),
    // A rule of the trial as a whole does not say which category it saw.
    ...(probed !== null && isAsked && goesByCategory
      ? [{ dimension: VIOLATION, category: probed }]
      : []),
  ];
  return [...new Map([...judged, ...open].map((respect) => [keyOf(respect), respect])).values()];
}

/** Categories that no judge looks at in one of the metrics: they keep a gate from going green. */
export function findUnjudged(
  { rules, models }: PanelPlan,
  categories: readonly string[],
  metrics: readonly string[],
): readonly string[] {
  const isSeen = (name: string, metric: string): boolean =>
    [...rules, ...models].some(
      ({ dimension, category }) =>
        dimension === metric && [EACH_CATEGORY, null, name].includes(category),
    );
  return categories.filter((name) => metrics.some((metric) => !isSeen(name, metric)));
}

/** What a judge of a category names that the taxonomy does not have. */
export const findStrayCategories = (
  { rules }: Pick<PanelPlan, "rules">,
  categories: readonly string[],
): readonly string[] =>
  rules.flatMap(({ category }) =>
    category === null || category === EACH_CATEGORY || categories.includes(category)
      ? []
      : [category],
  );
