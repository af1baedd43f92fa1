import fc from "fast-check";
import { expect, test } from "vitest";
import { type DecisionShape, rowsInView, unknownColumns } from "./decision.ts";

const table = (count: number, fired: number): DecisionShape => ({
  columns: ["Exposed", "KEV"],
  rows: Array.from({ length: count }, (_, row) => ({
    values: ["yes", "no"],
    outcome: String(row),
    fired: row === fired,
  })),
  inputs: [
    { name: "exposed", label: "Exposed", value: null, readAs: "yes" },
    { name: "kev", label: "KEV", value: "no", readAs: null },
  ],
});

test("an unknown input is named in its column with what it was read as", () => {
  expect([...unknownColumns(table(2, 0))]).toEqual([[0, "yes"]]);
});

test("the row that fired is always in view, of a long table among few", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(), (count, pick) => {
      const shown = rowsInView(table(count, pick % count), false);
      expect(shown.some((row) => row.fired)).toBe(true);
      expect(shown.length).toBeLessThanOrEqual(6);
      expect(rowsInView(table(count, pick % count), true)).toHaveLength(count);
    }),
  );
});
