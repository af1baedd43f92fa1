import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf, daysBetween, isDay, weekdayOf, weekOf } from "./day.ts";

const days = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("days", () => {
  test("an instant belongs to its day in UTC, whatever its offset", () => {
    expect(dayOf("2026-09-22T23:30:00-02:00")).toBe("2026-09-23");
    expect(dayOf("2026-09-22T01:30:00+02:00")).toBe("2026-09-21");
  });

  test("adding days and counting them are inverse", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
      }),
    );
  });

  test("a week begins on the Monday that is at most six days before", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(weekdayOf(weekOf(day))).toBe(1);
        expect(daysBetween(weekOf(day), day)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(weekOf(day), day)).toBeLessThan(7);
      }),
    );
  });

  test.each([
    ["2026-02-28", true],
    ["2028-02-29", true],
    ["2026-02-30", false],
    ["2026-13-01", false],
    ["2026-9-1", false],
    ["20260901", false],
    ["2026-09-01T00:00:00Z", false],
  ])("%s is a day: %s", (text, answer) => {
    expect(isDay(text)).toBe(answer);
  });
});
