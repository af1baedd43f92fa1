import fc from "fast-check";
import { expect, test } from "vitest";
import { afterOf, type Numbers, numberAt, PAGE, pagesOf, placeOf } from "./places.ts";

const anyList: fc.Arbitrary<Numbers> = fc.oneof(
  fc.nat(100_000).map((total) => ({ total, numbers: null })),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 300 })
    .map((found) => found.sort((a, b) => a - b))
    .map((numbers) => ({ total: numbers.length, numbers })),
);

test("the trial at a place stands at that place", () => {
  fc.assert(
    fc.property(anyList, fc.nat(100_000), (list, place) => {
      const number = numberAt(list, place);
      if (number === undefined) expect(place).toBeGreaterThanOrEqual(list.total);
      else expect(placeOf(list, number)).toBe(place);
    }),
  );
  expect(placeOf({ total: 2, numbers: [4, 9] }, 5)).toBe(-1);
});

test("rows in sight stand on pages that are read, and each page begins after the row before it", () => {
  fc.assert(
    fc.property(anyList, fc.nat(100_000), fc.nat(80), (list, first, more) => {
      const pages = pagesOf(first, first + more, list.total);
      for (let row = first; row <= first + more && row < list.total; row += 1)
        expect(pages).toContain(Math.floor(row / PAGE));
    }),
  );
  expect(afterOf({ total: 1_000, numbers: null }, 0)).toBeUndefined();
  expect(afterOf({ total: 1_000, numbers: null }, 2)).toBe(String(2 * PAGE));
});
