import { expect, test } from "vitest";
import { toBars } from "./days.ts";
import { timeSays } from "./timeSays.ts";

test.each([
  [null, "too few to tell"],
  [48.4, "48 s"],
  [360, "6 min"],
  [7_800, "2 h 10 min"],
])("%s seconds are said as %s", (seconds, said) => {
  expect(timeSays(seconds)).toBe(said);
});

test("bars stand in the order of days; what is kept back has no height and is said", () => {
  const bars = toBars([
    { day: "2026-11-23", verdicts: [{ verdict: "pass", count: 10 }] },
    {
      day: "2026-11-22",
      verdicts: [
        { verdict: "pass", count: 20 },
        { verdict: "rewrite", count: 20 },
        { verdict: "block", count: null },
        { verdict: "escalate", count: 0 },
      ],
    },
  ]);
  expect(bars).toEqual([
    {
      day: "2026-11-22",
      isPartial: true,
      parts: [
        { verdict: "pass", per: 50 },
        { verdict: "rewrite", per: 50 },
      ],
    },
    { day: "2026-11-23", isPartial: false, parts: [{ verdict: "pass", per: 25 }] },
  ]);
  expect(toBars([])).toEqual([]);
});
