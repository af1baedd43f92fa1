import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockState, dayLeft, timeLeft } from "./clock.ts";
import { fromIso, toDay, toMinute, toShortDay, toZone } from "./instant.ts";

const now = new Date("2026-09-22T09:40:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe("a clock", () => {
  test.each([
    [30, "1 d 6 h", "soon"],
    [24, "1 d", "soon"],
    [71.9, "2 d 23 h", "soon"],
    [72, "3 d", "ahead"],
    [13 * 24 + 2, "13 d", "ahead"],
    [5, "5 h", "soon"],
    [0.5, "30 min", "soon"],
    [-50, "2 d past", "past"],
  ])("%d hours from now reads %s and is %s", (hours, text, state) => {
    expect(timeLeft(inHours(hours), now)).toBe(text);
    expect(clockState(inHours(hours), now)).toBe(state);
  });

  test.each([
    ["2026-09-20", "2 d past", "past"],
    ["2026-09-22", "today", "soon"],
    ["2026-09-23", "1 d", "soon"],
    ["2026-09-25", "3 d", "soon"],
    ["2026-09-26", "4 d", "ahead"],
  ])("of a day, %s, runs to its end: %s", (day, left, state) => {
    expect(dayLeft(fromIso(day), new Date(2026, 8, 22, 23, 40))).toEqual({ left, state });
  });

  test("is past exactly when its moment is behind", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (minutes) => {
        const due = inHours(minutes / 60);
        expect(clockState(due, now) === "past").toBe(minutes < 0);
        expect(timeLeft(due, now).endsWith("past")).toBe(minutes < 0);
      }),
    );
  });
});

describe("a date", () => {
  test("leaves the year out only when it is this one", () => {
    expect(toShortDay(new Date(2026, 9, 5), new Date(2026, 8, 22))).toBe("10-05");
    expect(toShortDay(new Date(2027, 0, 2), new Date(2026, 8, 22))).toBe("2027-01-02");
  });
  test("given as a day stays that day in every zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2000, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true }),
        (at) => {
          expect(toDay(fromIso(toDay(at)))).toBe(toDay(at));
        },
      ),
    );
  });
  test("is written to the minute", () => {
    expect(toMinute(new Date(2026, 8, 2, 7, 5, 59))).toBe("2026-09-02 07:05");
  });
  test("names the reader’s zone", () => {
    expect(toZone(-120)).toBe("UTC+02:00");
    expect(toZone(210)).toBe("UTC-03:30");
    expect(toZone(0)).toBe("UTC+00:00");
  });
});
