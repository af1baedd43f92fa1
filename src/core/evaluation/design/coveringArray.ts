import { drawBelow, type Random, shuffle } from "../statistics/random.ts";
import type { Row } from "./factor.ts";

/** Two levels of two different factors, as one number. */
type Pairs = {
  readonly of: (factor: number, level: number, other: number, otherLevel: number) => number;
  readonly open: Set<number>;
};

function allPairs(sizes: readonly number[]): Pairs {
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const of = (factor: number, level: number, other: number, otherLevel: number): number => {
    const [one, two] = [(offsets[factor] ?? 0) + level, (offsets[other] ?? 0) + otherLevel];
    return Math.min(one, two) * total + Math.max(one, two);
  };
  const open = new Set<number>();
  for (const [i, size] of sizes.entries())
    for (const [j, otherSize] of sizes.entries())
      for (let a = 0; i < j && a < size; a += 1)
        for (let b = 0; b < otherSize; b += 1) open.add(of(i, a, j, b));
  return { of, open };
}

/** How many pairs of levels there are to cover, and how many of them the rows do. */
export function pairCoverage(sizes: readonly number[], rows: readonly Row[]) {
  const pairs = allPairs(sizes);
  const total = pairs.open.size;
  for (const row of rows) close(pairs, row);
  return { total, covered: total - pairs.open.size };
}

function close({ of, open }: Pairs, row: Row): void {
  for (const [i, level] of row.entries())
    for (const [j, other] of row.entries()) if (i < j) open.delete(of(i, level, j, other));
}

/** Rows tried for each that is kept: more make the array shorter and its making slower. */
const TRIES = 8;

/**
 * Rows in which each level of each factor meets each level of each other one, greedily few (Cohen et al., "The AETG System", 1997).
 * `sizes` are numbers of levels, each 1 or more. Earlier rows cover more, so that a cut array covers what it can.
 */
export function coverPairs(sizes: readonly number[], random: Random): Row[] {
  if (sizes.length < 2) return Array.from({ length: sizes[0] ?? 0 }, (_, level) => [level]);
  const pairs = allPairs(sizes);
  const rows: Row[] = [];
  while (pairs.open.size > 0) {
    const tried = Array.from({ length: TRIES }, () => buildRow(sizes, pairs, random));
    const best = tried.reduce((a, b) => (gainOf(pairs, b) > gainOf(pairs, a) ? b : a));
    close(pairs, best);
    rows.push(best);
  }
  return rows;
}

function gainOf({ of, open }: Pairs, row: Row): number {
  let gain = 0;
  for (const [i, level] of row.entries())
    for (const [j, other] of row.entries())
      if (i < j && open.has(of(i, level, j, other))) gain += 1;
  return gain;
}

/** Begins with a pair that is still open, so that each row covers something; then level by level what covers most. */
function buildRow(sizes: readonly number[], pairs: Pairs, random: Random): Row {
  const chosen = new Map<number, number>();
  for (const [factor, level] of drawOpenPair(sizes, pairs, random)) chosen.set(factor, level);
  for (const factor of shuffle([...sizes.keys()], random)) {
    if (chosen.has(factor)) continue;
    chosen.set(factor, bestLevel(factor, sizes[factor] ?? 1, chosen, pairs, random));
  }
  return sizes.map((_, factor) => chosen.get(factor) ?? 0);
}

function drawOpenPair(sizes: readonly number[], { open }: Pairs, random: Random) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const at = drawBelow(random, open.size);
  let pair = 0;
  let i = 0;
  for (const one of open) {
    if (i === at) {
      pair = one;
      break;
    }
    i += 1;
  }
  return [place(sizes, Math.floor(pair / total)), place(sizes, pair % total)] as const;
}

/** The factor and the level that stand at a place of all levels in a row. */
function place(sizes: readonly number[], at: number): readonly [number, number] {
  let rest = at;
  for (const [factor, size] of sizes.entries()) {
    if (rest < size) return [factor, rest];
    rest -= size;
  }
  return [0, 0];
}

function bestLevel(
  factor: number,
  size: number,
  chosen: ReadonlyMap<number, number>,
  { of, open }: Pairs,
  random: Random,
): number {
  const levels = shuffle([...Array(size).keys()], random);
  const gains = levels.map((level) => {
    let gain = 0;
    for (const [other, otherLevel] of chosen)
      if (open.has(of(factor, level, other, otherLevel))) gain += 1;
    return { level, gain };
  });
  return gains.reduce((a, b) => (b.gain > a.gain ? b : a), { level: 0, gain: -1 }).level;
}
