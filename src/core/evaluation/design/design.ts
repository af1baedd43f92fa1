import { drawBelow, type Random, randomOf, shuffle } from "../statistics/random.ts";
import { coverPairs, pairCoverage } from "./coveringArray.ts";
import { type Factor, type Row, type Stratum, toStratum } from "./factor.ts";

/** How strata are chosen: every pair of levels, each level equally often, every combination, or by chance alone. */
export type Method = "pairwise" | "stratified" | "full" | "random";

/** The same plan gives the same strata, always. `size` is the number of cases; null asks for as many as the method needs. */
export type DesignPlan = {
  readonly method: Method;
  readonly seed: string;
  readonly size: number | null;
};

export type Design = {
  readonly plan: DesignPlan;
  readonly strata: readonly Stratum[];
  /** Pairs of levels of different factors: how many there are, and how many stand in some stratum. */
  readonly pairs: { readonly total: number; readonly covered: number };
};

/** Beyond this many combinations a full design is the caller's mistake: a RangeError. */
const MOST_COMBINATIONS = 100_000;

/** Strata of the factors, the taxonomy's categories first among them. Factors without levels are the caller's bug. */
export function toDesign(factors: readonly Factor[], plan: DesignPlan): Design {
  const sizes = factors.map(({ levels }) => levels.length);
  if (sizes.length === 0 || sizes.includes(0)) throw new RangeError("A factor has no level.");
  if (plan.size !== null && !(Number.isSafeInteger(plan.size) && plan.size > 0))
    throw new RangeError(`${plan.size} is no number of cases.`);
  const rows = METHODS[plan.method](sizes, plan.size, randomOf(plan.seed));
  return {
    plan,
    strata: rows.map((row) => toStratum(factors, row)),
    pairs: pairCoverage(sizes, rows),
  };
}

type MakeRows = (sizes: readonly number[], size: number | null, random: Random) => readonly Row[];

const METHODS: Readonly<Record<Method, MakeRows>> = {
  pairwise: (sizes, size, random) => resize(coverPairs(sizes, random), sizes, size, random),
  stratified: (sizes, size, random) => balanced(sizes, size ?? Math.max(...sizes), random),
  full: (sizes, size, random) => {
    const all = combinations(sizes);
    return size === null ? all : resize(shuffle(all, random), sizes, size, random);
  },
  random: (sizes, size, random) =>
    Array.from({ length: size ?? Math.max(...sizes) }, () =>
      sizes.map((levels) => drawBelow(random, levels)),
    ),
};

/** Cut to the size, or filled up with balanced rows. */
function resize(
  rows: readonly Row[],
  sizes: readonly number[],
  size: number | null,
  random: Random,
): readonly Row[] {
  if (size === null) return rows;
  return [...rows.slice(0, size), ...balanced(sizes, Math.max(0, size - rows.length), random)];
}

/** Of each factor, each level as often as any other, or once more; which levels meet is chance. */
function balanced(sizes: readonly number[], count: number, random: Random): Row[] {
  const columns = sizes.map((levels) => {
    const first = drawBelow(random, levels);
    const column = Array.from({ length: count }, (_, i) => (first + i) % levels);
    return shuffle(column, random);
  });
  return Array.from({ length: count }, (_, i) => columns.map((column) => column[i] ?? 0));
}

function combinations(sizes: readonly number[]): Row[] {
  const total = sizes.reduce((product, size) => product * size, 1);
  if (total > MOST_COMBINATIONS)
    throw new RangeError(`${total} combinations are too many. Choose another method.`);
  return Array.from({ length: total }, (_, n) => {
    let rest = n;
    return sizes
      .toReversed()
      .map((size) => {
        const level = rest % size;
        rest = Math.floor(rest / size);
        return level;
      })
      .reverse();
  });
}
