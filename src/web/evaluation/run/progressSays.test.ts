import { expect, test } from "vitest";
import { doneSays, leftSays, rateSays, shareDone } from "./progressSays.ts";

const now = new Date("2026-09-22T09:40:00Z");
const left = (minutes: number) => leftSays(new Date(now.getTime() + minutes * 60_000), now);

test("progress says how many of how many, how fast, and for how long", () => {
  expect(doneSays({ planned: 4000, trials: 1240 })).toBe("1,240 of 4,000 trials");
  expect(doneSays({ planned: 0, trials: 3 })).toBe("3 trials");
  expect(rateSays({ perMinute: 61.25 })).toBe("61.3 a minute");
  expect(rateSays({ perMinute: 14_290.1 })).toBe("14,290 a minute");
  expect([left(0.5), left(22), left(185), left(9_000)]).toEqual([
    "about a minute left",
    "about 22 min left",
    "about 3 h 5 min left",
    "about 6 days left",
  ]);
});
test("a rate that is not known is not told as none", () => {
  expect(rateSays({ perMinute: null })).toBe("rate not known yet");
});
test("a run that brought more than was planned is whole, not more", () => {
  expect(shareDone({ planned: 10, trials: 12 })).toBe(1);
  expect(shareDone({ planned: 0, trials: 0 })).toBe(0);
});
