import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  CONFIRMED,
  clockEvents,
  leaveOut,
  partnersOn,
  type Told,
} from "../../testing/clockEvents.ts";
import { clockHistory } from "../../testing/clockHistory.ts";
import { brokenLaws } from "../../testing/clockLaws.ts";
import { type Clock, mayAccess, readClock } from "./clock.ts";
import type { ClockFact } from "./clockEvent.ts";
import type { Side } from "./side.ts";
import { readWhatIf, type WhatIf } from "./whatIf.ts";

const MORNING = "2026-11-18T09:00:00Z";
const confirmed: Told = [MORNING, CONFIRMED];
const windowAt = (now: string, told: readonly Told[], declared = {}) =>
  readClock(clockEvents(told, declared), now).window;
const endOf = (told: readonly Told[], declared = {}) => {
  const clock = readClock(clockEvents(told, declared), "2045-01-01T00:00:00Z");
  return clock.state === "ended" ? { how: clock.how, at: clock.ended.at } : clock.state;
};
/** Midnight after 17 December, in Paris. */
const DAY_30 = "2026-12-17T23:00:00.000Z";

describe("the window", () => {
  test("is not running before the lab says that access works", () => {
    const clock = readClock(clockEvents([]), "2027-06-01T00:00:00Z");
    expect(clock).toMatchObject({ state: "not-started", isOpen: false, window: null });
  });

  test.each([
    ["at the first instant of the day", "2026-11-17T23:00:00Z"],
    ["in the morning", MORNING],
    ["in its last second", "2026-11-18T22:59:59Z"],
  ])("has its day 1 when access is confirmed %s, and closes with day 30", (_when, at) => {
    expect(endOf([[at, CONFIRMED]])).toEqual({ how: "expired", at: DAY_30 });
    expect(windowAt(at, [[at, CONFIRMED]])).toMatchObject({
      firstDay: "2026-11-18",
      lastDay: "2026-12-17",
      closes: { day: "2026-12-17", time: "24:00" },
      elapsed: 1,
      counted: 1,
    });
  });

  test("is open to its last millisecond, whether or not anybody has entered the end", () => {
    const events = clockEvents([confirmed]);
    expect(mayAccess(events, "2026-11-18T08:59:59.999Z")).toBe(false);
    expect(mayAccess(events, MORNING)).toBe(true);
    expect(mayAccess(events, "2026-12-17T22:59:59.999Z")).toBe(true);
    expect(mayAccess(events, DAY_30)).toBe(false);
  });

  test.each([
    [14, "2026-12-01T23:00:00.000Z"],
    [1, "2026-11-18T23:00:00.000Z"],
    [90, DAY_30],
  ])("of a policy of %i days closes %s", (policyDays, at) => {
    expect(endOf([confirmed], { policyDays })).toEqual({ how: "expired", at });
  });

  test.each([
    ["Pacific/Apia", "2011-12-15T12:00:00-10:00", "2012-01-13T10:00:00.000Z", "a day left out"],
    ["Pacific/Apia", "2011-12-01T12:00:00-10:00", "2011-12-30T10:00:00.000Z", "day 30 left out"],
    ["America/Sao_Paulo", "2018-10-05T12:00:00-03:00", "2018-11-04T03:00:00.000Z", "no midnight"],
    ["Europe/Paris", "2026-10-01T12:00:00+02:00", "2026-10-30T23:00:00.000Z", "a day of 25 hours"],
    ["Europe/Paris", "2026-03-10T12:00:00+01:00", "2026-04-08T22:00:00.000Z", "a day of 23 hours"],
  ])("counts each day of %s as one: from %s it closes %s (%s)", (zone, at, closes) => {
    expect(endOf([[at, CONFIRMED]], { zone })).toEqual({ how: "expired", at: closes });
  });

  test("of one day, confirmed in an hour that clocks put back repeat, lasts to the second midnight", () => {
    const told: Told[] = [["2006-10-29T02:45:00Z", CONFIRMED]];
    const declared = { zone: "America/St_Johns", policyDays: 1 };
    expect(windowAt("2006-10-29T03:00:00Z", told, declared)).toMatchObject({
      firstDay: "2006-10-28",
      elapsed: 1,
    });
    expect(endOf(told, declared)).toEqual({ how: "expired", at: "2006-10-29T03:30:00.000Z" });
  });

  test("of open weights is no default, and the lab can have one", () => {
    const openWeight = { openWeight: true };
    const waiting = readClock(clockEvents([], openWeight), MORNING);
    expect(waiting.reasons).toEqual([{ kind: "open-weight" }]);
    expect(endOf([confirmed], openWeight)).toEqual({ how: "expired", at: DAY_30 });
  });
});

describe("what moves the end", () => {
  const starting = (day: string) => new Date(`${day}T00:00:00+01:00`).toISOString();
  const cases: readonly (readonly [string, readonly Told[], string, string])[] = [
    [
      "an earlier trusted-partner release",
      [["2026-11-20T09:00:00Z", partnersOn("2026-12-05")]],
      "expired",
      starting("2026-12-05"),
    ],
    [
      "a later one: the cap holds",
      [["2026-11-20T09:00:00Z", partnersOn("2027-02-01")]],
      "expired",
      DAY_30,
    ],
    [
      "one dated before the review was opened to anybody",
      [["2026-11-02T09:00:00Z", partnersOn("2026-12-05")]],
      "expired",
      starting("2026-12-05"),
    ],
    [
      "one put back",
      [
        ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")],
        ["2026-11-25T09:00:00Z", partnersOn("2026-12-10")],
      ],
      "expired",
      starting("2026-12-10"),
    ],
    [
      "one taken back",
      [
        ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")],
        ["2026-11-25T09:00:00Z", partnersOn(null)],
      ],
      "expired",
      DAY_30,
    ],
    [
      "one moved to a day that has begun: at once",
      [["2026-11-20T09:00:00Z", partnersOn("2026-11-19")]],
      "expired",
      "2026-11-20T09:00:00.000Z",
    ],
    [
      "one put back when it had come: nothing",
      [
        ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")],
        ["2026-12-05T09:00:00Z", partnersOn("2026-12-10")],
      ],
      "expired",
      starting("2026-12-05"),
    ],
    [
      "two past days that the lab leaves out",
      [["2026-11-25T09:00:00Z", leaveOut("2026-11-20", "2026-11-21")]],
      "expired",
      starting("2026-12-20"),
    ],
    [
      "the same day left out twice: once",
      [
        ["2026-11-25T09:00:00Z", leaveOut("2026-11-20", "2026-11-20")],
        ["2026-11-26T09:00:00Z", leaveOut("2026-11-20")],
      ],
      "expired",
      starting("2026-12-19"),
    ],
    [
      "days left out where a release comes first: nothing",
      [
        ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")],
        ["2026-11-25T09:00:00Z", leaveOut("2026-11-20")],
      ],
      "expired",
      starting("2026-12-05"),
    ],
    [
      "days left out before a release that is then taken back",
      [
        ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")],
        ["2026-11-25T09:00:00Z", leaveOut("2026-11-20")],
        ["2026-11-26T09:00:00Z", partnersOn(null)],
      ],
      "expired",
      starting("2026-12-19"),
    ],
    [
      "today, a day to come and a day before day 1: nothing",
      [["2026-11-25T09:00:00Z", leaveOut("2026-11-25", "2026-11-26", "2026-11-17")]],
      "expired",
      DAY_30,
    ],
    [
      "days left out at the end: nothing",
      [["2026-12-17T23:00:00Z", leaveOut("2026-11-20")]],
      "expired",
      DAY_30,
    ],
    [
      "days left out in the last minute",
      [["2026-12-17T22:59:00Z", leaveOut("2026-11-20")]],
      "expired",
      starting("2026-12-19"),
    ],
    [
      "the lab's word on day 3",
      [["2026-11-20T15:00:00Z", { type: "withdrawn" }]],
      "withdrawn",
      "2026-11-20T15:00:00.000Z",
    ],
    [
      "a release, whatever was planned",
      [["2026-11-20T15:00:00Z", { type: "released", release: "public" }]],
      "released",
      "2026-11-20T15:00:00.000Z",
    ],
    [
      "an end carried out: no day that is entered for the time before it opens anything",
      [
        ["2026-12-17T23:10:00Z", { type: "expired" }, "system"],
        ["2026-12-17T22:00:00Z", leaveOut("2026-11-20")],
      ],
      "expired",
      "2026-12-17T23:10:00.000Z",
    ],
  ];
  test.each(cases)("%s", (_what, told, how, at) => {
    expect(endOf([confirmed, ...told])).toEqual({ how, at });
  });

  const outage = (side: "lab" | "agency"): ClockFact => ({
    type: "outage-reported",
    side,
    from: "2026-11-20T09:00:00Z",
    until: null,
  });
  test.each<readonly [ClockFact, Side]>([
    [outage("agency"), "agency"],
    [outage("lab"), "lab"],
    [leaveOut("2026-11-20"), "agency"],
    [leaveOut("2026-11-20"), "system"],
    [partnersOn("2026-12-01"), "agency"],
    [{ type: "withdrawn" }, "agency"],
    [{ type: "released", release: "public" }, "agency"],
    [{ type: "expired" }, "lab"],
    [{ type: "completed" }, "recorder"],
    [CONFIRMED, "agency"],
  ])("not %o of the %s", (fact, side) => {
    expect(endOf([confirmed, ["2026-11-25T09:00:00Z", fact, side]])).toEqual({
      how: "expired",
      at: DAY_30,
    });
  });

  test("an agency cannot start the clock", () => {
    expect(endOf([[MORNING, CONFIRMED, "agency"]])).toBe("not-started");
  });

  test("days left uncounted are seen beside those counted", () => {
    const told: Told[] = [
      confirmed,
      ["2026-11-25T09:00:00Z", leaveOut("2026-11-20", "2026-11-21")],
    ];
    expect(windowAt("2026-11-29T12:00:00Z", told)).toMatchObject({
      elapsed: 12,
      counted: 10,
      days: 30,
      uncounted: ["2026-11-20", "2026-11-21"],
      lastDay: "2026-12-19",
    });
    expect(windowAt("2026-11-24T12:00:00Z", told)).toMatchObject({ elapsed: 7, counted: 7 });
  });

  test("each act that moved it, or did not, is among the reasons", () => {
    const told: Told[] = [
      confirmed,
      ["2026-11-20T09:00:00Z", partnersOn("2026-12-05")],
      ["2026-11-25T09:00:00Z", leaveOut("2026-11-20")],
      ["2026-11-26T09:00:00Z", outage("agency"), "agency"],
      ["2026-11-27T09:00:00Z", { type: "withdrawn" }],
    ];
    const { reasons } = readClock(clockEvents(told), "2026-11-28T00:00:00Z");
    expect(reasons).toMatchObject([
      { kind: "cap", days: 30, day: "2026-12-18" },
      { kind: "release", day: "2026-12-05", capDay: "2026-12-18", moves: true },
      { kind: "uncounted", days: ["2026-11-20"] },
      { kind: "outage", side: "agency" },
      { kind: "ended", how: "withdrawn", by: "lab" },
    ]);
  });
});

describe("a what-if", () => {
  test.each([
    ["fourteen", "2026-12-01T23:00:00.000Z"],
    ["thirty", DAY_30],
    ["ninety", "2027-02-15T23:00:00.000Z"],
  ] as const)("of %s days draws its own end from the same events", (policy, at) => {
    const events = clockEvents([
      confirmed,
      ["2026-12-17T23:00:01Z", { type: "expired" }, "system"],
    ]);
    const { line } = readWhatIf(events, "2045-01-01T00:00:00Z", policy);
    expect(line).toMatchObject({ state: "ended", how: "expired", ended: { at } });
  });

  test("is no clock: it has no word on access, and what asks for a clock does not take it", () => {
    const whatIf = readWhatIf(clockEvents([confirmed]), MORNING, "ninety");
    expect(Object.keys(whatIf).sort()).toEqual(["kind", "line", "policy"]);
    expect(whatIf.line).not.toHaveProperty("isOpen");
    expectTypeOf<WhatIf>().not.toExtend<Clock>();
    expectTypeOf<WhatIf["line"]>().not.toExtend<Clock>();
  });

  test("of ninety days leaves the real window as it is", () => {
    const events = clockEvents([confirmed]);
    readWhatIf(events, "2027-01-10T00:00:00Z", "ninety");
    expect(mayAccess(events, "2027-01-10T00:00:00Z")).toBe(false);
  });
});

/** Digest of many readings by a server that lives in another zone. */
async function readIn(TZ: string): Promise<{ readonly zone: string; readonly digest: string }> {
  const program = `
    import { createHash } from "node:crypto";
    import fc from "fast-check";
    import { readClock } from "#core/review/clock.ts";
    import { clockHistory } from "./src/testing/clockHistory.ts";
    const histories = fc.sample(clockHistory, { numRuns: 100, seed: 7 });
    const answers = histories.map(({ events, asked }) =>
      asked.map((at) => readClock(events, new Date(at).toISOString())));
    const digest = createHash("sha256").update(JSON.stringify(answers)).digest("hex");
    console.log(JSON.stringify({ zone: new Date(1e12).getTimezoneOffset(), digest }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { env: { TZ } });
  return JSON.parse(await text(child.stdout));
}

test("servers in Apia, Kolkata and Caracas read the same", async () => {
  const read = await Promise.all(["Pacific/Apia", "Asia/Kolkata", "America/Caracas"].map(readIn));
  expect(new Set(read.map(({ zone }) => zone)).size).toBe(3);
  expect(new Set(read.map(({ digest }) => digest)).size).toBe(1);
});

test("the laws of the clock hold for 2,000 histories in zones from all that the runtime knows", () => {
  fc.assert(
    fc.property(clockHistory, (history) => {
      expect(brokenLaws(history)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
