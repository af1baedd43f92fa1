import { describe, expect, test } from "vitest";
import { dateTurns, nameOf, wallDay } from "../../testing/clockWalk.ts";
import {
  BEGUN_TWICE,
  LONG_EVENINGS,
  SKIPPED_DAYS,
  SKIPPED_MIDNIGHTS,
  UNEVEN_CHANGES,
} from "../../testing/oddDays.ts";
import { addDays } from "../clearinghouse/day.ts";
import { beginningOf, dayIn, onWall, parseZone } from "./zone.ts";

const LONG_AGO = Number.NEGATIVE_INFINITY;
const HOUR = 3_600_000;
const begins = (zone: string, day: string, after = LONG_AGO) =>
  new Date(beginningOf(zone, day, after)).toISOString();
/** Its length in hours, from its first instant to that of the next day. */
const hoursOf = (zone: string, day: string) =>
  (beginningOf(zone, addDays(day, 1), LONG_AGO) - beginningOf(zone, day, LONG_AGO)) / HOUR;

describe("a day of a zone", () => {
  test.each([
    ["Europe/Paris", "2026-12-18", "2026-12-17T23:00:00.000Z", "an ordinary midnight"],
    ["Asia/Kathmandu", "2026-12-18", "2026-12-17T18:15:00.000Z", "a quarter to six ahead"],
    [
      "America/Sao_Paulo",
      "2018-11-04",
      "2018-11-04T03:00:00.000Z",
      "at 01:00: midnight is left out",
    ],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z", "at 01:00, still today"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", "never: with the next that exists"],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z", "ten hours ahead of itself"],
    ["America/St_Johns", "2006-10-29", "2006-10-29T02:30:00.000Z", "for a minute, and again"],
  ])("in %s, %s begins %s: %s", (zone, day, instant) => {
    expect(begins(zone, day)).toBe(instant);
  });

  test("that begins twice begins, after it has begun, an hour later", () => {
    const first = Date.parse("2006-10-29T02:30:00Z");
    expect(begins("America/St_Johns", "2006-10-29", first)).toBe("2006-10-29T03:30:00.000Z");
  });

  test.each(SKIPPED_DAYS)("%s has no %s", (zone, day) => {
    expect(hoursOf(zone, day)).toBe(0);
    const before = wallDay(zone, beginningOf(zone, day, LONG_AGO) - 1);
    expect(nameOf(before)).toBe(addDays(day, -1));
  });

  test.each(SKIPPED_MIDNIGHTS)("%s begins its %s after midnight", (zone, day) => {
    const begun = beginningOf(zone, day, LONG_AGO);
    expect(onWall(zone, begun).time > "00:00").toBe(true);
    expect(begun).toBe(dateTurns(zone, begun - 12 * HOUR, wallDay(zone, begun - 12 * HOUR)));
  });

  test.each([...LONG_EVENINGS, ...UNEVEN_CHANGES, ...BEGUN_TWICE])(
    "%s has clocks changed about %s",
    (zone, day) => {
      const days = [-1, 0, 1].map((n) => hoursOf(zone, addDays(day, n)));
      expect(days.some((hours) => hours !== 24)).toBe(true);
    },
  );

  test("is what a calendar on the wall shows, up to the last millisecond", () => {
    const midnight = Date.parse("2026-12-17T23:00:00Z");
    expect(dayIn("Europe/Paris", midnight - 1)).toBe("2026-12-17");
    expect(onWall("Europe/Paris", midnight)).toEqual({ day: "2026-12-18", time: "00:00" });
  });
});

describe("a zone's name", () => {
  test.each(Intl.supportedValuesOf("timeZone"))("%s is known", (zone) => {
    expect(parseZone(zone)).toBe(zone);
  });
  test("is spelled as the database has it", () => {
    expect(parseZone("europe/paris")).toBe("Europe/Paris");
  });
  test.each([
    "",
    "Mars/Olympus",
    "+02:00",
    "Z",
    "Europe/Paris ",
    "2020-01-01T00:00[Europe/Paris]",
    "Europe/Paris[u-ca=hebrew]",
  ])("%j is none", (text) => {
    expect(parseZone(text)).toBeUndefined();
  });
});
