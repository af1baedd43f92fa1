import { expect, test } from "vitest";
import { timeToWait } from "./countdown.ts";
import { sharedPassages } from "./shared.ts";

const now = new Date("2026-11-23T12:00:00Z");

test.each([
  ["2026-11-23T12:04:07Z", "4:07"],
  ["2026-11-23T12:00:00.400Z", "0:01"],
  ["2026-11-23T14:05:30Z", "2 h 05 min"],
  ["2026-11-26T16:00:00Z", "3 d 4 h"],
  ["2026-11-23T12:00:00Z", undefined],
  ["2026-11-22T12:00:00Z", undefined],
])("until %s there are %s", (until, left) => {
  expect(timeToWait(until, now)).toBe(left);
});

test("what two passages share is marked on both sides, whatever stands between the words", () => {
  const here = "As told: rc_section copies the NAME, of a section. Then it stops.";
  const there = "rc_section copies the name of a section into 32 bytes.";
  const { here: one, there: other } = sharedPassages(here, there);
  expect(one.map(({ start, end }) => here.slice(start, end))).toEqual([
    "rc_section copies the NAME, of a section",
  ]);
  expect(other.map(({ start, end }) => there.slice(start, end))).toEqual([
    "rc_section copies the name of a section",
  ]);
});
test("three words in a row are not enough, and an empty side has nothing", () => {
  expect(sharedPassages("copies the name", "copies the name")).toEqual({ here: [], there: [] });
  expect(sharedPassages("", "rc_section copies the name")).toEqual({ here: [], there: [] });
});
