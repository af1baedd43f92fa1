import { describe, expect, test } from "vitest";
import {
  blankOpening,
  followsFrom,
  missingOf,
  readDays,
  withAct,
  withOpenWeight,
} from "./opening.ts";

const BLANK = blankOpening("Europe/Oslo");
const WHOLE = {
  ...BLANK,
  model: "Meridian",
  version: "4",
  kind: "new-base",
  acts: ["access-window"],
} as const;

describe("a review that is being opened", () => {
  test("chooses nothing for the lab but the longest window", () => {
    expect(missingOf(BLANK)).toEqual([
      "Name the model; a codename will do.",
      "Name the version.",
      "Say what is new in it.",
      "Choose at least one of the three acts.",
    ]);
    expect(BLANK.days).toBe("30");
    expect(missingOf(WHOLE)).toEqual([]);
  });

  test("each act can be chosen alone", () => {
    for (const act of ["coverage-enquiry", "access-window", "partner-selection"] as const)
      expect(missingOf({ ...WHOLE, acts: withAct([], act, true) })).toEqual([]);
  });

  test("acts keep their order, whatever was pressed first", () => {
    const two = withAct(withAct([], "partner-selection", true), "coverage-enquiry", true);
    expect(two).toEqual(["coverage-enquiry", "partner-selection"]);
  });

  test.each([
    ["30", 30],
    ["1", 1],
    ["0", undefined],
    ["31", undefined],
    ["7.5", undefined],
    ["", undefined],
  ])("%s days are read as %s", (text, days) => expect(readDays(text)).toBe(days));

  test("a window without days cannot be opened; without a window the days do not matter", () => {
    expect(missingOf({ ...WHOLE, days: "31" })).toEqual(["Give the window 1 to 30 days."]);
    expect(missingOf({ ...WHOLE, days: "31", acts: ["coverage-enquiry"] })).toEqual([]);
  });

  test("open weights take the window off, and it can be put back on", () => {
    const open = withOpenWeight(WHOLE, true);
    expect(open.acts).toEqual([]);
    expect(followsFrom(open).join(" ")).toContain("cannot be called back");
    const again = { ...open, acts: withAct(open.acts, "access-window", true) };
    expect(followsFrom(again).join(" ")).toContain("Day 1 is the day in Europe/Oslo");
  });
});
