import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONFIRMED,
  clockEvents,
  leaveOut,
  partnersOn,
  type Told,
} from "../../testing/clockEvents.ts";
import { clockHistory } from "../../testing/clockHistory.ts";
import { findWords } from "../../testing/wording.ts";
import { readClock } from "./clock.ts";
import { phraseLine, phraseReason } from "./clockPhrase.ts";

const confirmed: Told = ["2026-11-18T09:00:00Z", CONFIRMED];
const lineAt = (now: string, ...told: Told[]) => phraseLine(readClock(clockEvents(told), now));
const reasonsAt = (now: string, ...told: Told[]) =>
  readClock(clockEvents(told), now).reasons.map((reason) => phraseReason(reason, "Europe/Paris"));
const DAY_12 = "2026-11-29T12:00:00Z";

describe("the line that every party reads", () => {
  test.each<readonly [string, string, readonly Told[]]>([
    ["Day 12 of 30, window closes 2026-12-17 24:00 Europe/Paris", DAY_12, [confirmed]],
    [
      "Day 10 of 30 (12 elapsed, 2 left uncounted), window closes 2026-12-19 24:00 Europe/Paris",
      DAY_12,
      [confirmed, ["2026-11-25T09:00:00Z", leaveOut("2026-11-20", "2026-11-21")]],
    ],
    [
      "Day 12 of 17, window closes 2026-12-04 24:00 Europe/Paris",
      DAY_12,
      [confirmed, ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")]],
    ],
    ["No window yet: day 1 is the day on which the lab confirms that access works", DAY_12, []],
    [
      "Window ended 2026-12-17 24:00 Europe/Paris after 30 days: its days were over",
      "2027-01-01T00:00:00Z",
      [confirmed],
    ],
    [
      "Window ended 2026-11-20 16:05 Europe/Paris after 3 days: the lab withdrew",
      DAY_12,
      [confirmed, ["2026-11-20T15:05:00Z", { type: "withdrawn" }]],
    ],
    [
      "Ended 2026-11-20 16:05 Europe/Paris before a window began: no window applies",
      DAY_12,
      [["2026-11-20T15:05:00Z", { type: "found-not-applicable" }]],
    ],
  ])("says: %s", (phrase, now, told) => {
    expect(lineAt(now, ...told)).toBe(phrase);
  });

  test("of open weights says that no window is the default", () => {
    const clock = readClock(clockEvents([], { openWeight: true }), DAY_12);
    expect(phraseLine(clock)).toBe("Open weights: no window, unless the lab confirms access");
    expect(clock.reasons.map((reason) => phraseReason(reason, "Europe/Paris"))).toEqual([
      "Open weights cannot be called back: a window is not the default for them.",
    ]);
  });
});

test("what moved the end, and what did not, is said in sentences", () => {
  const told: readonly Told[] = [
    ["2026-11-10T09:00:00Z", partnersOn("2026-12-05")],
    confirmed,
    ["2026-11-25T09:00:00Z", leaveOut("2026-11-20")],
    [
      "2026-11-26T09:00:00Z",
      { type: "outage-reported", side: "agency", from: "2026-11-26T08:00:00Z", until: null },
      "agency",
    ],
  ];
  expect(lineAt(DAY_12, ...told)).toBe(
    "Day 11 of 16 (12 elapsed, 1 left uncounted), window closes 2026-12-04 24:00 Europe/Paris",
  );
  expect(reasonsAt(DAY_12, ...told)).toEqual([
    "30 days, that of confirmed access being day 1, are over at the end of 2026-12-18.",
    "The trusted-partner release on 2026-12-05 comes before the end of day 30 (2026-12-18): the window ends for it.",
    "The lab left 2026-11-20 uncounted.",
    "Outage at the reviewers' side since 2026-11-26 09:00: it does not move the end.",
  ]);
});

test("before day 1 a planned release says until when access has to work for all thirty days", () => {
  const [reason] = reasonsAt(DAY_12, ["2026-11-10T09:00:00Z", partnersOn("2027-01-05")]);
  expect(reason).toContain("access has to work on 2026-12-06");
  const inTime = clockEvents([
    ["2026-11-10T09:00:00Z", partnersOn("2027-01-05")],
    ["2026-12-06T09:00:00Z", CONFIRMED],
  ]);
  expect(readClock(inTime, "2026-12-06T10:00:00Z").window).toMatchObject({
    days: 30,
    lastDay: "2027-01-04",
  });
});

test("whatever happens, each sentence is complete and keeps to the wording of a review", () => {
  fc.assert(
    fc.property(clockHistory, ({ events, asked }) => {
      for (const at of asked) {
        const clock = readClock(events, new Date(at).toISOString());
        const reasons = clock.reasons.map((reason) => phraseReason(reason, "Europe/Paris"));
        for (const sentence of [phraseLine(clock), ...reasons]) {
          expect(findWords(sentence)).toEqual([]);
          expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
        }
      }
    }),
    { numRuns: 200 },
  );
});
