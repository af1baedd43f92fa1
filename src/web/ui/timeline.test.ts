import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClockLine, timelineOf } from "./timeline.ts";

const now = new Date(2026, 8, 22, 9, 40);
const clock = (given: Partial<ClockLine>): ClockLine => ({
  name: "Embargo",
  state: "running",
  from: "2026-09-03",
  until: "2026-12-02",
  graceUntil: null,
  note: "latest",
  ...given,
});

test("a running clock is filled up to today, open from then on, hatched in its grace", () => {
  const { lanes, today } = timelineOf([clock({ graceUntil: "2026-12-16" })], now);
  const [lane] = lanes;
  expect(lane?.bars.map(({ kind }) => kind)).toEqual(["elapsed", "rest", "grace"]);
  expect(lane?.bars[1]?.left).toBe(today);
  expect(lane).toMatchObject({ left: "85 d left", day: "12-16", late: false });
});
test("a planned moment is a hollow diamond and has no bar", () => {
  const [lane] = timelineOf([clock({ state: "planned", from: null })], now).lanes;
  expect(lane?.bars).toEqual([]);
  expect(lane?.diamond).toBeGreaterThan(0);
  expect(lane?.left).toBe("planned");
});
test("what only runs if something happens is dashed and said not to run", () => {
  const [lane] = timelineOf(
    [clock({ state: "conditional", from: null, until: "2026-10-22" })],
    now,
  ).lanes;
  expect(lane?.bars.map(({ kind }) => kind)).toEqual(["if"]);
  expect(lane?.left).toBe("not running");
});
test("a clock that ran out says by how many days", () => {
  const [lane] = timelineOf([clock({ state: "past", until: "2026-09-20" })], now).lanes;
  expect(lane).toMatchObject({ left: "2 d past", late: true });
  expect(lane?.bars.at(-1)?.kind).toBe("late");
});
test("another year is written out", () => {
  expect(timelineOf([clock({ until: "2027-01-05" })], now).lanes[0]?.day).toBe("2027-01-05");
});

const day = fc
  .date({ min: new Date(2025, 0, 1), max: new Date(2028, 0, 1), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const anyClock = fc.record({
  name: fc.string(),
  state: fc.constantFrom("running", "planned", "conditional", "stopped", "past"),
  from: fc.option(day),
  until: fc.option(day),
  graceUntil: fc.option(day),
  note: fc.string(),
});

test("whatever the clocks, every mark lies on the axis and no more than eight months are named", () => {
  fc.assert(
    fc.property(fc.array(anyClock as fc.Arbitrary<ClockLine>, { maxLength: 6 }), (clocks) => {
      const axis = timelineOf(clocks, now);
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
      for (const { bars, words } of axis.lanes) {
        expect(words.at).toBeGreaterThanOrEqual(0);
        for (const { left, width } of bars) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(100.01);
        }
      }
    }),
  );
});
