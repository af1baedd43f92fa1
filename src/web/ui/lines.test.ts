import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf, nextRow, toLines } from "./lines.ts";

type Row = { id: string; group: string };
const grouping = { keyOf: (row: Row) => row.id, groupOf: (row: Row) => row.group };
const rows: Row[] = [
  { id: "a", group: "3 days" },
  { id: "b", group: "3 days" },
  { id: "c", group: "14 days" },
];

describe("the lines of a grouped table", () => {
  test("each group has one head before its first row", () => {
    expect(toLines(rows, grouping).map(({ key }) => key)).toEqual([
      "group 3 days",
      "a",
      "b",
      "group 14 days",
      "c",
    ]);
  });

  test("a table without groups has rows alone", () => {
    expect(toLines(rows, { ...grouping, groupOf: undefined })).toHaveLength(3);
  });

  test("adding a page gives the same lines as starting over", () => {
    const many = fc
      .array(fc.nat(5), { maxLength: 60 })
      .map((groups) =>
        groups.sort().map((group, at): Row => ({ id: String(at), group: String(group) })),
      );
    fc.assert(
      fc.property(many, fc.nat(60), (all, cut) => {
        const first = all.slice(0, cut);
        const before = { rows: first, lines: toLines(first, grouping) };
        expect(toLines(all, grouping, before)).toEqual(toLines(all, grouping));
      }),
    );
  });

  test("another list is not mistaken for a longer one", () => {
    const before = { rows, lines: toLines(rows, grouping) };
    const others = rows.map((row) => ({ ...row, group: "60 days" }));
    expect(toLines(others, grouping, before)[0]?.key).toBe("group 60 days");
  });
});

describe("moving by keys", () => {
  const lines = toLines(rows, grouping);
  test("skips heads in both directions and stops at the ends", () => {
    expect(nextRow(lines, 2, 1)).toBe(4);
    expect(nextRow(lines, 4, -1)).toBe(2);
    expect(nextRow(lines, 1, -1)).toBe(1);
    expect(nextRow(lines, 4, 1)).toBe(4);
    expect(nextRow(lines, -1, 1)).toBe(1);
  });
  test("finds the line of a row, or the first", () => {
    expect(lineOf(lines, "c")).toBe(4);
    expect(lineOf(lines, "gone")).toBe(1);
    expect(lineOf([], "a")).toBe(-1);
  });
});
