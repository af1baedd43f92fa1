import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatId, parseId } from "./ids.ts";

describe("speakable ids", () => {
  test.each([
    ["case", 2026, 412, "VC-2026-0412"],
    ["report", 2026, 7718, "RP-2026-7718"],
    ["finding", 2026, 1, "FD-2026-0001"],
    ["advisory", 2026, 187, "AS-2026-0187"],
    ["finding", 2027, 1234567, "FD-2027-1234567"],
  ] as const)("a %s of %i with number %i is %s", (kind, year, number, text) => {
    expect(formatId(kind, year, number)).toBe(text);
  });

  test("every id is read back as it was written", () => {
    const kind = fc.constantFrom("case", "report", "finding", "advisory");
    const year = fc.integer({ min: 1000, max: 9999 });
    const number = fc.integer({ min: 1, max: 999_999_999_999_999 });
    fc.assert(
      fc.property(kind, year, number, (k, y, n) => {
        expect(parseId(formatId(k, y, n))).toEqual({ kind: k, year: y, number: n });
      }),
    );
  });

  test.each([
    "",
    "VC-2026-412",
    "VC-2026-00412",
    "VC-2026-0000",
    "vc-2026-0412",
    "XX-2026-0412",
    "VC-26-0412",
    " VC-2026-0412",
    "VC-2026-0412\n",
    "VC-2026-0412-1",
  ])("%j is no id", (text) => {
    expect(parseId(text)).toBeNull();
  });

  test("a number that no sequence gives is a bug", () => {
    expect(() => formatId("case", 2026, 0)).toThrow(RangeError);
    expect(() => formatId("case", 20265, 1)).toThrow(RangeError);
  });
});
