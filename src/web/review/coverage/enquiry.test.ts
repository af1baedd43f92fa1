import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CoverageLine } from "#contract/review/coverage.ts";
import { inOrder, isLapsed } from "./enquiry.ts";

const instant = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString());
const line: fc.Arbitrary<CoverageLine> = fc.record({
  ref: fc.integer({ min: 1000, max: 9999 }).map((n) => `RV-2026-${n}`),
  openedAt: instant,
  lab: fc.constant({ partyId: "00000000-0000-4000-8000-000000000001", name: "Halden Models" }),
  model: fc.constant("Meridian"),
  version: fc.constant("4"),
  increment: fc.constant({ kind: "new-base" as const, reuses: null, note: "" }),
  acts: fc.constant(["coverage-enquiry" as const]),
  openWeight: fc.boolean(),
  stage: fc.constant("submitted" as const),
  ending: fc.constant(null),
  enquiry: fc.option(fc.record({ question: fc.string(), at: instant })),
  coverage: fc.option(
    fc.record({
      coverage: fc.constant("covered" as const),
      until: fc.constant("2027-02-28"),
      basis: fc.string(),
      at: instant,
      by: fc.string(),
    }),
  ),
});

describe("coverage", () => {
  test("holds on its last day, and no longer on the day after", () => {
    const until = { until: "2027-02-28" };
    expect(isLapsed(until, new Date(2027, 1, 28, 23, 59))).toBe(false);
    expect(isLapsed(until, new Date(2027, 2, 1, 0, 0))).toBe(true);
    expect(isLapsed({ until: null }, new Date(2099, 0, 1))).toBe(false);
  });

  test("what waits for an answer stands first, the longest wait on top, and nothing is left out", () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const shown = inOrder(lines);
        expect(new Set(shown)).toEqual(new Set(lines));
        const waits = shown.map(
          ({ enquiry, coverage }) =>
            enquiry !== null && !(coverage !== null && coverage.at >= enquiry.at),
        );
        const count = waits.filter(Boolean).length;
        expect(waits.slice(0, count).every(Boolean)).toBe(true);
        const asked = shown.slice(0, count).map(({ enquiry }) => enquiry?.at ?? "");
        expect(asked).toEqual([...asked].sort());
      }),
    );
  });
});
