import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "#core/clearinghouse/day.ts";
import { NARROWEST_PX, type StripClock, stripOf } from "./dayStrip.ts";

const RUNNING: StripClock = {
  state: "running",
  firstDay: "2026-09-08",
  lastDay: "2026-10-07",
  today: "2026-09-22",
  uncounted: [],
  cap: 30,
};
const NONE = { "trusted-partner": null, limited: null, public: null } as const;
const strip = (clock: Partial<StripClock> = {}, releases: Partial<typeof NONE | object> = {}) => {
  const drawn = stripOf({ ...RUNNING, ...clock }, { ...NONE, ...releases });
  if (drawn === undefined) throw new Error("A strip was expected.");
  return drawn;
};
const kinds = ({ cells }: ReturnType<typeof strip>) => cells.map(({ kind }) => kind);
const flag = ({ flags }: ReturnType<typeof strip>, kind: string) =>
  flags.filter((one) => one.kind === kind).map(({ head, says }) => `${head} ${says}`.trim());

describe("the strip of days", () => {
  test("before the window it shows its days without dates; where none ever began there is nothing to show", () => {
    const none = { firstDay: null, lastDay: null, today: null };
    const drawn = strip({ ...none, state: "not-started", cap: 14 });
    expect(kinds(drawn)).toEqual(Array(14).fill("beyond"));
    expect(flag(drawn, "end")).toEqual(["day 14 24:00 ends, at the latest"]);
    expect(stripOf({ ...RUNNING, ...none, state: "ended" }, NONE)).toBe(undefined);
  });

  test("shows thirty days, today among them, and the end behind the last", () => {
    const drawn = strip();
    expect(drawn.cells).toHaveLength(30);
    expect(kinds(drawn).indexOf("today")).toBe(14);
    expect(flag(drawn, "first")).toEqual(["09-08 day 1, access works"]);
    expect(flag(drawn, "today")).toEqual(["today 09-22 day 15"]);
    expect(flag(drawn, "end")).toEqual(["10-07 24:00, ends"]);
  });

  test("a day left uncounted has no number, and the strip is one day longer", () => {
    const drawn = strip({ uncounted: ["2026-09-10"], lastDay: "2026-10-08" });
    expect(drawn.cells).toHaveLength(31);
    expect(drawn.cells[2]).toMatchObject({ kind: "uncounted", number: null });
    expect(drawn.cells.at(-1)?.number).toBe(30);
    expect(flag(drawn, "today")).toEqual(["today 09-22 day 14"]);
  });

  test("a trusted-partner release that moves the end stands at the end, once; what it took away is hollow", () => {
    const drawn = strip({ lastDay: "2026-10-04" }, { "trusted-partner": "2026-10-05" });
    expect(flag(drawn, "end")).toEqual(["10-04 24:00, ends trusted partners 10-05"]);
    expect(flag(drawn, "release")).toEqual([]);
    expect(kinds(drawn).slice(27)).toEqual(["beyond", "beyond", "beyond"]);
  });

  test("releases behind the days stand in their order", () => {
    const drawn = strip({}, { public: "2027-03-01", limited: "2026-10-14" });
    expect(flag(drawn, "release")).toEqual(["10-14 limited release", "2027-03-01 public release"]);
    expect(drawn.hasTail).toBe(true);
    expect(strip().hasTail).toBe(false);
  });

  test("an ended window has no today, and what it did not reach is hollow", () => {
    const drawn = strip({ state: "ended", lastDay: "2026-09-10", today: "2026-09-10" });
    expect(kinds(drawn).slice(0, 4)).toEqual(["over", "over", "over", "beyond"]);
    expect(flag(drawn, "today")).toEqual([]);
    expect(flag(drawn, "end")).toEqual(["09-10, ended"]);
  });

  test("a release of another year says which", () => {
    const drawn = strip({}, { limited: "2026-12-01", public: "2099-03-01" });
    expect(flag(drawn, "release")).toEqual(["12-01 limited release", "2099-03-01 public release"]);
  });

  test("every day is drawn once in its order, and flags of one lane never run into each other", () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays("2026-09-01", n));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 89 }),
        fc.record({
          "trusted-partner": fc.option(day),
          limited: fc.option(day),
          public: fc.option(day),
        }),
        (cap, reached, releases) => {
          const today = addDays(RUNNING.firstDay ?? "", Math.min(reached, cap - 1));
          const lastDay = addDays(RUNNING.firstDay ?? "", cap - 1);
          const { cells, flags, lanes } = strip({ cap, today, lastDay }, releases);
          cells.forEach(({ day: each }, at) => {
            expect(daysBetween(RUNNING.firstDay ?? "", each ?? "")).toBe(at);
          });
          for (const { at } of flags) {
            expect(at).toBeGreaterThanOrEqual(0);
            expect(at).toBeLessThanOrEqual(100);
          }
          for (let lane = 0; lane < lanes; lane++) {
            const inLane = flags.filter((one) => one.lane === lane);
            inLane.reduce((before, one) => {
              const letters = Math.max(before.head.length, before.says.length);
              expect(one.at - before.at).toBeGreaterThan((letters * 660) / NARROWEST_PX);
              return one;
            });
          }
        },
      ),
    );
  });
});
