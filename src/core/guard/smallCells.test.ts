import fc from "fast-check";
import { expect, test } from "vitest";
import { SMALLEST, withoutSmallCells } from "./smallCells.ts";

test.each([
  [
    [10, 0, 7],
    [10, 0, 7],
  ],
  [
    [10, 2, 7],
    [10, null, null],
  ],
  [
    [10, 2, 3],
    [10, null, null],
  ],
  [[3], [null]],
  [
    [0, 4],
    [0, null],
  ],
])("of %j is shown %j", (counts, shown) => {
  expect(withoutSmallCells(counts)).toEqual(shown);
});

test("no small count is shown, and none follows from the sum while others are there", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 8 }), (counts) => {
      const shown = withoutSmallCells(counts);
      expect(shown.every((count) => count === null || count === 0 || count >= SMALLEST)).toBe(true);
      const hidden = shown.filter((count) => count === null).length;
      if (counts.filter((count) => count > 0).length > 1) expect(hidden).not.toBe(1);
    }),
  );
});
