import { describe, expect, test } from "vitest";
import {
  CONFIRMED,
  clockEvents,
  leaveOut,
  partnersOn,
  type Told,
} from "../../testing/clockEvents.ts";
import { readClock } from "./clock.ts";
import {
  decideAccess,
  decideCount,
  decideOutage,
  decideReleaseDate,
  decideUncounted,
} from "./decideClock.ts";

const confirmed: Told = ["2026-11-18T09:00:00Z", CONFIRMED];
const clockAt = (now: string, ...told: Told[]) => readClock(clockEvents(told), now);
/** Day 8, with day 3 left out before. */
const NOW = "2026-11-25T09:00:00Z";
const running = clockAt(NOW, confirmed, ["2026-11-24T09:00:00Z", leaveOut("2026-11-20")]);
const codeOf = (decision: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  decision.refusal?.code ?? "agreed";

describe("how a review counts", () => {
  test("its zone is stored as the zone database spells it", () => {
    expect(decideCount("europe/paris", 30)).toEqual({
      ok: true,
      value: { zone: "Europe/Paris", policyDays: 30 },
    });
  });
  test.each([
    ["Atlantis/Capital", 30, "clock/zone"],
    ["+01:00", 30, "clock/zone"],
    ["Europe/Paris", 0, "clock/cap"],
    ["Europe/Paris", 31, "clock/cap"],
    ["Europe/Paris", 14.5, "clock/cap"],
    ["Europe/Paris", Number.NaN, "clock/cap"],
  ])("%s for %d days is refused: %s", (zone, days, code) => {
    expect(codeOf(decideCount(zone, days))).toBe(code);
  });
});

describe("access is confirmed", () => {
  test("once, before the end, and before the trusted-partner release", () => {
    expect(codeOf(decideAccess(clockAt(NOW), NOW))).toBe("agreed");
    expect(codeOf(decideAccess(running, NOW))).toBe("review/already");
    const over = clockAt("2027-02-01T00:00:00Z", confirmed);
    expect(codeOf(decideAccess(over, "2027-02-01T00:00:00Z"))).toBe("review/closed");
  });
  test.each([
    ["2026-11-24", "clock/release-first"],
    ["2026-11-25", "clock/release-first"],
    ["2026-11-26", "agreed"],
  ])("on 25 November with a trusted-partner release on %s: %s", (day, code) => {
    const clock = clockAt(NOW, ["2026-11-02T09:00:00Z", partnersOn(day)]);
    expect(codeOf(decideAccess(clock, NOW))).toBe(code);
  });
  test("by the date of the review's zone, not of the server's", () => {
    const late = "2026-11-25T23:30:00Z";
    const clock = clockAt(late, ["2026-11-02T09:00:00Z", partnersOn("2026-11-26")]);
    expect(codeOf(decideAccess(clock, late))).toBe("clock/release-first");
  });
});

describe("days are left uncounted", () => {
  test("when they are over, days of the window, and counted so far", () => {
    expect(decideUncounted(running, ["2026-11-24", "2026-11-18"])).toEqual({
      ok: true,
      value: { type: "days-left-uncounted", days: ["2026-11-18", "2026-11-24"] },
    });
  });
  test.each([
    [[], "clock/day"],
    [["2026-11-31"], "clock/day"],
    [["24 November"], "clock/day"],
    [["2026-11-17"], "clock/day-outside"],
    [["2026-12-19"], "clock/day-outside"],
    [["2026-11-25"], "clock/day-not-past"],
    [["2026-12-18"], "clock/day-not-past"],
    [["2026-11-20"], "clock/day-known"],
    [["2026-11-21", "2026-11-21"], "clock/day-known"],
    [["2026-11-21", "2026-11-25"], "clock/day-not-past"],
  ])("%j is refused: %s", (days, code) => {
    expect(codeOf(decideUncounted(running, days))).toBe(code);
  });
  test("while the window runs only", () => {
    const over = clockAt("2027-02-01T00:00:00Z", confirmed);
    expect(codeOf(decideUncounted(over, ["2026-11-20"]))).toBe("clock/not-running");
    expect(codeOf(decideUncounted(clockAt(NOW), ["2026-11-20"]))).toBe("clock/not-running");
  });
  test("what was agreed moves the end by that many days", () => {
    const told: Told[] = [confirmed, [NOW, leaveOut("2026-11-18", "2026-11-24")]];
    expect(clockAt(NOW, ...told).window?.lastDay).toBe("2026-12-19");
  });
});

test.each([
  ["2026-12-05", "agreed"],
  ["1999-01-01", "agreed"],
  [null, "agreed"],
  ["2026-02-30", "clock/day"],
  ["soon", "clock/day"],
])("a release can be dated %s: %s", (day, code) => {
  expect(codeOf(decideReleaseDate("public", day))).toBe(code);
});

test.each([
  ["2026-11-24T09:00:00Z", null, "agreed"],
  ["2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00", "agreed"],
  ["2026-11-24T12:00:00Z", "2026-11-24T09:00:00Z", "clock/instant"],
  ["2026-11-24T12:00:00Z", "2026-11-26T09:00:00Z", "clock/instant"],
  ["2026-11-26T12:00:00Z", null, "clock/instant"],
  ["yesterday", null, "clock/instant"],
  ["2026-11-24", null, "clock/instant"],
])("an outage from %s until %s can be told: %s", (from, until, code) => {
  expect(codeOf(decideOutage(running, { side: "agency", from, until }, NOW))).toBe(code);
});

test("no outage is told of a window that has not begun", () => {
  const outage = { side: "lab", from: NOW, until: null } as const;
  expect(codeOf(decideOutage(clockAt(NOW), outage, NOW))).toBe("clock/not-running");
});
