import { describe, expect, test } from "vitest";
import { daysOver, lastDayWithout, leadOf } from "./lead.ts";

const RUNNING = {
  state: "running",
  firstDay: "2026-09-08",
  today: "2026-09-11",
  lastDay: "2026-10-07",
  uncounted: ["2026-09-09"],
  cap: 30,
} as const;

describe("the words before the line", () => {
  test.each([
    [RUNNING, "26 days left"],
    [{ ...RUNNING, today: "2026-10-06" }, "1 day left"],
    [{ ...RUNNING, today: "2026-10-07" }, "Last day"],
    [{ ...RUNNING, state: "ended" as const }, "Ended"],
    [{ ...RUNNING, state: "not-started" as const, today: null, lastDay: null }, "Not begun"],
  ])("%j: %s", (clock, says) => expect(leadOf(clock)).toBe(says));
});

test("only days that are over and count can be left out", () => {
  expect(daysOver(RUNNING)).toEqual(["2026-09-08", "2026-09-10"]);
  expect(daysOver({ ...RUNNING, state: "ended" })).toEqual([]);
});

test("leaving days out moves the end of the cap, and no end behind a trusted-partner release", () => {
  expect(lastDayWithout(RUNNING, null, 0)).toBe("2026-10-08");
  expect(lastDayWithout(RUNNING, null, 2)).toBe("2026-10-10");
  expect(lastDayWithout(RUNNING, "2026-10-09", 2)).toBe("2026-10-08");
  expect(lastDayWithout(RUNNING, "2026-11-01", 2)).toBe("2026-10-10");
});
