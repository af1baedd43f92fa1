import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomOf } from "../statistics/random.ts";
import { coverPairs, pairCoverage } from "./coveringArray.ts";
import { toDesign } from "./design.ts";
import type { Factor } from "./factor.ts";

const sizesOf = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
const factor = (name: string, count: number): Factor => ({
  name,
  levels: Array.from({ length: count }, (_, i) => ({ name: `${name}${i}`, definition: "" })),
});
const FACTORS = [factor("category", 5), factor("pressure", 3), factor("role", 2)];
const countsOf = (values: readonly (string | undefined)[]) => {
  const counts = new Map<string | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
};

describe("a covering array", () => {
  test("lets every level of every factor meet every level of every other", () => {
    fc.assert(
      fc.property(sizesOf, fc.string(), (sizes, seed) => {
        const rows = coverPairs(sizes, randomOf(seed));
        const { total, covered } = pairCoverage(sizes, rows);
        expect(covered).toBe(total);
        for (const row of rows)
          for (const [i, level] of row.entries()) expect(level).toBeLessThan(sizes[i] ?? 0);
      }),
    );
  });

  test("is far smaller than all combinations, and near the least there can be", () => {
    // Ten factors of four levels: 1,048,576 combinations; no array has under 16 rows, and the AETG paper reports 31 for 4^10 (greedy).
    const rows = coverPairs(Array<number>(10).fill(4), randomOf(1));
    expect(rows.length).toBeLessThanOrEqual(34);
    expect(coverPairs([7, 5, 2], randomOf(1)).length).toBeLessThanOrEqual(38);
  });

  test("covers most where it is cut", () => {
    const sizes = [20, 7, 2, 3];
    const rows = coverPairs(sizes, randomOf(1));
    const half = pairCoverage(sizes, rows.slice(0, Math.ceil(rows.length / 2)));
    expect(half.covered / half.total).toBeGreaterThan(0.5);
  });
});

describe("a design", () => {
  test.each(["pairwise", "stratified", "full", "random"] as const)(
    "by %s has the size asked for, and is the same for the same seed",
    (method) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 60 }), fc.string(), (size, seed) => {
          const design = toDesign(FACTORS, { method, seed, size });
          expect(design.strata).toHaveLength(size);
          expect(toDesign(FACTORS, { method, seed, size })).toEqual(design);
          for (const stratum of design.strata)
            expect(Object.keys(stratum)).toEqual(["category", "pressure", "role"]);
        }),
        { numRuns: 30 },
      );
    },
  );

  test("by strata has each level as often as any other, or once more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
        const { strata } = toDesign(FACTORS, { method: "stratified", seed: "s", size });
        for (const { name, levels } of FACTORS) {
          const counts = countsOf(strata.map((stratum) => stratum[name]));
          const most = Math.max(...counts);
          const least = counts.length < levels.length ? 0 : Math.min(...counts);
          expect(most - least).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("in full has each combination once", () => {
    const { strata, pairs } = toDesign(FACTORS, { method: "full", seed: "s", size: null });
    expect(new Set(strata.map((stratum) => JSON.stringify(stratum))).size).toBe(30);
    expect(pairs.covered).toBe(pairs.total);
  });

  test("of pairs, with one factor alone, has each level", () => {
    const { strata } = toDesign([factor("category", 4)], {
      method: "pairwise",
      seed: "s",
      size: null,
    });
    expect(strata).toHaveLength(4);
  });

  test("says which pairs it does not cover", () => {
    const { pairs } = toDesign(FACTORS, { method: "pairwise", seed: "s", size: 3 });
    expect(pairs.covered).toBeLessThan(pairs.total);
  });

  test("of nothing, of no size or of millions is the caller's bug", () => {
    expect(() => toDesign([], { method: "random", seed: "s", size: 1 })).toThrow(RangeError);
    expect(() => toDesign(FACTORS, { method: "random", seed: "s", size: 0 })).toThrow(RangeError);
    const many = Array.from({ length: 9 }, (_, i) => factor(`f${i}`, 10));
    expect(() => toDesign(many, { method: "full", seed: "s", size: null })).toThrow(RangeError);
  });
});
