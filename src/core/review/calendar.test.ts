import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import {
  CONFIRMED,
  clockEvents,
  leaveOut,
  partnersOn,
  type Told,
} from "../../testing/clockEvents.ts";
import { clockHistory } from "../../testing/clockHistory.ts";
import { type ReviewDates, toCalendar } from "./calendar.ts";
import { readClock } from "./clock.ts";
import type { Line } from "./clockLine.ts";

const datesOf = (line: Line, changes: Partial<ReviewDates> = {}): ReviewDates => ({
  reviewId: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
  ref: "MR-2026-0031",
  line,
  destruction: { day: "2027-01-15", stands: true },
  sequence: 7,
  changedAt: "2026-11-25T09:00:00.000Z",
  ...changes,
});

const told: readonly Told[] = [
  ["2026-11-10T09:00:00Z", partnersOn("2026-12-05")],
  ["2026-11-10T09:00:00Z", { type: "release-dated", release: "public", date: "2027-02-01" }],
  ["2026-11-10T09:00:00Z", { type: "release-dated", release: "limited", date: "2027-01-10" }],
  ["2026-11-11T09:00:00Z", { type: "release-dated", release: "limited", date: null }],
  ["2026-11-18T09:00:00Z", CONFIRMED],
  ["2026-11-25T09:00:00Z", leaveOut("2026-11-20")],
];
const line = readClock(clockEvents(told), "2026-11-29T12:00:00Z");

/** What another reader of iCalendar finds. */
const entriesIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => ({
    uid: one.getFirstPropertyValue("uid"),
    start: String(one.getFirstPropertyValue("dtstart")),
    summary: one.getFirstPropertyValue("summary"),
    description: one.getFirstPropertyValue("description"),
    status: one.getFirstPropertyValue("status"),
    sequence: one.getFirstPropertyValue("sequence"),
    stamp: String(one.getFirstPropertyValue("dtstamp")),
    class: one.getFirstPropertyValue("class"),
  }));

describe("the dates of a review as iCalendar", () => {
  test("are read by another reader as they are", () => {
    const ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    const entry = {
      status: "CONFIRMED",
      sequence: 7,
      stamp: "2026-11-25T09:00:00Z",
      class: "CONFIDENTIAL",
      description: null,
    };
    expect(entriesIn(toCalendar(datesOf(line)))).toEqual([
      {
        ...entry,
        uid: `${ID}-window`,
        start: "2026-12-04T23:00:00Z",
        summary: "Window closes: review MR-2026-0031",
        description: [
          "Window closes 2026-12-04 24:00 Europe/Paris.",
          "30 days, that of confirmed access being day 1, are over at the end of 2026-12-18.",
          "The trusted-partner release on 2026-12-05 comes before the end of day 30 (2026-12-18): the window ends for it.",
          "The lab left 2026-11-20 uncounted.",
        ].join("\n"),
      },
      {
        ...entry,
        uid: `${ID}-trusted-partner-release`,
        start: "2026-12-05",
        summary: "Trusted-partner release, planned: review MR-2026-0031",
      },
      {
        ...entry,
        uid: `${ID}-limited-release`,
        start: "2027-01-10",
        status: "CANCELLED",
        summary: "Limited release, planned: review MR-2026-0031",
      },
      {
        ...entry,
        uid: `${ID}-public-release`,
        start: "2027-02-01",
        summary: "Public release, planned: review MR-2026-0031",
      },
      {
        ...entry,
        uid: `${ID}-destruction`,
        start: "2027-01-15",
        summary: "Material to be destroyed under the terms: review MR-2026-0031",
      },
    ]);
  });

  test("show when the window ended, once it has", () => {
    const withdrawn: Told = ["2026-11-27T09:30:00Z", { type: "withdrawn" }];
    const ended = readClock(clockEvents([...told, withdrawn]), "2026-11-29T12:00:00Z");
    const [window] = entriesIn(toCalendar(datesOf(ended)));
    expect(window).toMatchObject({
      start: "2026-11-27T09:30:00Z",
      summary: "Window ended: review MR-2026-0031",
    });
    expect(window?.description).toContain("the lab withdrew");
  });

  test("have no window before day 1, and nothing where no date was given", () => {
    const waiting = readClock(clockEvents([]), "2026-11-29T12:00:00Z");
    expect(entriesIn(toCalendar(datesOf(waiting, { destruction: null })))).toEqual([]);
  });

  test("are the same bytes each time, with CRLF, lines of at most 75 octets, and read back alike", () => {
    fc.assert(
      fc.property(clockHistory, ({ events, asked }) => {
        const dates = datesOf(readClock(events, new Date(asked[0] ?? 0).toISOString()));
        const text = toCalendar(dates);
        expect(toCalendar(dates)).toBe(text);
        expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
        const lines = text.split("\r\n");
        expect(lines.filter((one) => /[\r\n]/.test(one) || Buffer.byteLength(one) > 75)).toEqual(
          [],
        );
        const [window] = entriesIn(text);
        if (dates.line.window !== null) {
          const closes = Math.floor(Date.parse(dates.line.window.closes.at) / 1000);
          expect(Date.parse(window?.start ?? "") / 1000).toBe(closes);
        }
      }),
      { numRuns: 200 },
    );
  });
});
