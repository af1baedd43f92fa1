import type { Identity } from "../identity.ts";
import type { Outcome } from "../rule/outcome.ts";
import { randomOf, shuffle } from "../statistics/random.ts";
import type { Verdict } from "../verdict.ts";

/** How a sample is drawn for people to label. */
export type SamplePlan = {
  readonly seed: string | number;
  /** How many are labelled, of each respect. */
  readonly size: number;
  /** How many of them two people label, at least; as many of each outcome as can be. */
  readonly doubled: number;
  readonly people: readonly string[];
  /** Verdicts with other outcomes are not drawn from: a judge that gave no answer is neither right nor wrong. */
  readonly outcomes?: readonly Outcome[];
};

/** What one person is asked: nothing in it tells what a judge said. */
export type LabelTask = {
  readonly trial: Identity;
  readonly dimension: string;
  readonly category: string | null;
  readonly person: string;
  /** To be written into the label: how many trials of its kind it stands for. */
  readonly weight: number;
};

export type LabelSample = {
  readonly tasks: readonly LabelTask[];
  /** How many verdicts there were of each outcome, and how many were drawn. */
  readonly strata: readonly {
    readonly dimension: string;
    readonly category: string | null;
    readonly outcome: Outcome;
    readonly of: number;
    readonly drawn: number;
  }[];
};

const DECIDED: readonly Outcome[] = ["yes", "no"];

/**
 * As many of each outcome as there are, up to equal shares: what is rare would else hardly be seen. Weights undo it afterwards. The same seed
 * and verdicts give the same sample, in whatever order they stand. Throws a RangeError without people, or with too few for what is doubled.
 */
export function drawLabelSample(verdicts: readonly Verdict[], plan: SamplePlan): LabelSample {
  const people = [...new Set(plan.people)];
  if (people.length === 0 || (plan.doubled > 0 && people.length < 2))
    throw new RangeError("A sample wants people, and two of them where two are to say the same.");
  const respects = [
    ...groupBy(verdicts, ({ dimension, category }) => JSON.stringify([dimension, category])),
  ];
  const drawn = respects
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, own]) => drawRespect(own, plan, people, key));
  return {
    tasks: drawn.flatMap(({ tasks }) => tasks),
    strata: drawn.flatMap(({ strata }) => strata),
  };
}

function drawRespect(
  verdicts: readonly Verdict[],
  plan: SamplePlan,
  people: readonly string[],
  key: string,
): LabelSample {
  const random = randomOf(`${plan.seed}\n${key}`);
  const outcomes = plan.outcomes ?? DECIDED;
  const strata = outcomes
    .map((outcome) => verdicts.filter((verdict) => verdict.outcome === outcome))
    .map((own) => shuffle(own.toSorted(byTrial), random))
    .filter((own) => own.length > 0);
  const sizes = equalShares(
    strata.map(({ length }) => length),
    plan.size,
  );
  const doubled = equalShares(sizes, Math.min(plan.doubled, plan.size));
  const chosen = strata.flatMap((own, i) => {
    const drawn = own.slice(0, sizes[i]);
    const weight = own.length / Math.max(1, drawn.length);
    return drawn.map((verdict, at) => ({ verdict, weight, twice: at < (doubled[i] ?? 0) }));
  });
  const tasks = shuffle(chosen, random).flatMap(({ verdict, weight, twice }, turn) =>
    labellersOf(people, turn, twice).map((person) => ({
      trial: verdict.trial,
      dimension: verdict.dimension,
      category: verdict.category,
      person,
      weight,
    })),
  );
  return {
    tasks,
    strata: strata.flatMap((own, i) => {
      const [first] = own;
      if (first === undefined) return [];
      const { dimension, category, outcome } = first;
      return [{ dimension, category, outcome, of: own.length, drawn: sizes[i] ?? 0 }];
    }),
  };
}

const byTrial = (one: Verdict, other: Verdict): number => (one.trial < other.trial ? -1 : 1);

/** Two where one is to be checked by another; everybody has as much to do as anybody, but for one. */
function labellersOf(people: readonly string[], turn: number, twice: boolean): string[] {
  const first = turn % people.length;
  const step = 1 + (Math.floor(turn / people.length) % Math.max(1, people.length - 1));
  const places = twice ? [first, (first + step) % people.length] : [first];
  return places.flatMap((at) => people[at] ?? []);
}

/** Shares of a total as equal as there is enough for, never more than there is. */
export function equalShares(available: readonly number[], total: number): number[] {
  const shares = available.map(() => 0);
  let left = Math.min(
    total,
    available.reduce((sum, n) => sum + n, 0),
  );
  while (left > 0) {
    const open = shares.flatMap((share, i) => (share < (available[i] ?? 0) ? [i] : []));
    const each = Math.max(1, Math.floor(left / open.length));
    for (const i of open) {
      const more = Math.min(each, (available[i] ?? 0) - (shares[i] ?? 0), left);
      shares[i] = (shares[i] ?? 0) + more;
      left -= more;
    }
  }
  return shares;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
