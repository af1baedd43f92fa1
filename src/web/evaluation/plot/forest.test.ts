import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wilson } from "#core/evaluation/statistics/wilson.ts";
import { type Arm, toBounds, toPercent, toPlace, toScale } from "./forest.ts";

const arm = (yes: number, n: number): Arm => ({
  rate: n === 0 ? null : yes / n,
  n,
  interval: wilson(yes, n),
});
const anyArm = fc.tuple(fc.nat(5_000), fc.nat(5_000)).map(([yes, no]) => arm(yes, yes + no));

describe("the axis of a forest plot", () => {
  test("reaches beyond every interval in round steps from 0", () => {
    expect(toScale([arm(3, 60), arm(20, 60)]).ticks).toEqual([
      { at: 0, label: "0" },
      { at: 20, label: "10%" },
      { at: 40, label: "20%" },
      { at: 60, label: "30%" },
      { at: 80, label: "40%" },
      { at: 100, label: "50%" },
    ]);
  });
  test("has room for a bound, and ends at 100 %", () => {
    expect(toScale([arm(0, 4000)], [0.15]).most).toBeCloseTo(0.15);
    expect(toScale([arm(4, 4)]).ticks.at(-1)).toEqual({ at: 100, label: "100%" });
  });
  test("is not stretched by a rate of nothing, whose interval is everything", () => {
    expect(toScale([arm(0, 0), arm(1, 100)]).most).toBeLessThan(0.1);
  });
  test("holds every rate between its bounds and within the plot, in at most six steps", () => {
    fc.assert(
      fc.property(fc.array(anyArm, { minLength: 1, maxLength: 12 }), (arms) => {
        const scale = toScale(arms);
        expect(scale.ticks.length).toBeLessThanOrEqual(7);
        for (const each of arms) {
          const place = toPlace(each, scale);
          if (place === null) expect(each.n).toBe(0);
          else {
            expect(place.lower).toBeGreaterThanOrEqual(0);
            expect(place.lower).toBeLessThanOrEqual(place.at);
            expect(place.at).toBeLessThanOrEqual(place.upper);
            expect(place.upper).toBeLessThanOrEqual(100);
          }
        }
      }),
    );
  });
});

test("figures are those of the reference screen", () => {
  const before = arm(26, 298);
  expect([toPercent(before.rate ?? 0), toBounds(before.interval)]).toEqual(["8.7", "6.0 to 12.5"]);
});
