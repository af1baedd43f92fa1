import { anyOf, isDecided, type Outcome } from "../rule/outcome.ts";
import type { Stance } from "../taxonomy.ts";
import type { Opinion, Verdict } from "../verdict.ts";

/** Which figure: a category, all of a stance (no category), or all trials (neither). */
export type CellKey = {
  readonly dimension: string;
  readonly stance: Stance | null;
  readonly category: string | null;
};

/** What one trial says in one figure. */
export type Cell = CellKey & { readonly outcome: Outcome; readonly conflict: boolean };

export type CellPlan = {
  readonly dimensions: readonly string[];
  /** The category that the case was made for; null where it names none. */
  readonly category: string | null;
  readonly stanceOf: (category: string) => Stance | null;
};

type Said = Pick<Verdict, "category" | "outcome" | "conflict">;

const UNSCORED: Said = { category: null, outcome: "unscored", conflict: false };

/** Yes where any is yes; a stance or a trial as a whole is what its categories are together. */
const together = (said: readonly Said[]) => ({
  outcome: anyOf(said.map(({ outcome }) => outcome)),
  conflict: said.some(({ conflict }) => conflict),
});

/**
 * A trial's part in every figure of its run. Where judges look at categories, each verdict counts for the category it judges; where they
 * look at the trial as a whole, it counts for the category that its case was made for. A dimension nobody judged is unscored.
 */
export function toCells(verdicts: readonly Verdict[], plan: CellPlan): Cell[] {
  return plan.dimensions.flatMap((dimension) => {
    const own = verdicts.filter((verdict) => verdict.dimension === dimension);
    const whole = own.find(({ category }) => category === null);
    const parts = own.filter(({ category }) => category !== null);
    const said = parts.length > 0 ? parts : [{ ...(whole ?? UNSCORED), category: plan.category }];
    const all = whole ?? together(said);
    return [
      { dimension, stance: null, category: null, outcome: all.outcome, conflict: all.conflict },
      ...ofStances(dimension, said, plan),
    ];
  });
}

function ofStances(dimension: string, said: readonly Said[], { stanceOf }: CellPlan): Cell[] {
  const placed = said.flatMap((one) => {
    const stance = one.category === null ? null : stanceOf(one.category);
    return one.category === null || stance === null
      ? []
      : [
          {
            dimension,
            stance,
            category: one.category,
            outcome: one.outcome,
            conflict: one.conflict,
          },
        ];
  });
  const stances = [...new Set(placed.map(({ stance }) => stance))];
  return [
    ...stances.map((stance) => {
      const own = placed.filter((cell) => cell.stance === stance);
      return { dimension, stance, category: null, ...together(own) };
    }),
    ...placed,
  ];
}

/** What each judge says of a trial in a dimension: of the whole, else of its categories together. */
export function saidByJudges(
  verdicts: readonly Verdict[],
  dimension: string,
): ReadonlyMap<string, Pick<Opinion, "kind" | "outcome">> {
  const own = verdicts.filter((verdict) => verdict.dimension === dimension);
  const opinions = own.flatMap(({ category, opinions: given }) =>
    given.map((opinion) => ({ category, opinion })),
  );
  const judges = new Map(opinions.map(({ opinion }) => [opinion.judge, opinion.kind] as const));
  return new Map(
    [...judges].map(([judge, kind]) => {
      const given = opinions.filter(({ opinion }) => opinion.judge === judge);
      const whole = given.filter(({ category }) => category === null);
      const counted = whole.length > 0 ? whole : given;
      return [judge, { kind, outcome: anyOf(counted.map(({ opinion }) => opinion.outcome)) }];
    }),
  );
}

/** Whether judges of different kinds gave different answers: then one kind was overruled by another. */
export function isOverruled(opinions: readonly Opinion[]): boolean {
  const answers = opinions.filter(({ outcome }) => isDecided(outcome));
  return answers.some((one) =>
    answers.some((other) => other.kind !== one.kind && other.outcome !== one.outcome),
  );
}
