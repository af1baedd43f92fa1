import { expect, test } from "vitest";
import { whatIfRows } from "./whatIf.ts";

const line = (lastDay: string, state: "running" | "ended" = "running") => ({
  state,
  firstDay: "2026-09-08",
  lastDay,
  today: state === "ended" ? lastDay : "2026-09-22",
  line: `until ${lastDay}`,
});

test("what is in force comes first, and the others say how far they are from it", () => {
  const rows = whatIfRows(line("2026-10-07"), [
    { policy: "90 days, the cancelled text", days: 90, clock: line("2026-12-06") },
    { policy: "30 days", days: 30, clock: line("2026-10-07") },
    { policy: "14 days", days: 14, clock: line("2026-09-21", "ended") },
  ]);
  expect(rows.map(({ name, against }) => [name, against])).toEqual([
    ["In force", ""],
    ["14 days", "16 days earlier"],
    ["30 days", "the same day"],
    ["90 days, the cancelled text", "60 days later"],
  ]);
});

test("bars share one scale; an ended line is elapsed to its end", () => {
  const [now, fourteen] = whatIfRows(line("2026-10-07"), [
    { policy: "14 days", days: 14, clock: line("2026-09-21", "ended") },
  ]);
  expect(now?.bar).toEqual({ elapsed: 50, rest: 50 });
  expect(fourteen?.bar).toEqual({ elapsed: 46.67, rest: 0 });
});

test("without a window there is nothing to draw, and nothing to compare", () => {
  const none = {
    state: "not-started",
    firstDay: null,
    lastDay: null,
    today: null,
    line: "",
  } as const;
  const rows = whatIfRows(none, [{ policy: "60 days", days: 60, clock: none }]);
  expect(rows.map(({ name, bar, against }) => [name, bar, against])).toEqual([
    ["In force", null, ""],
    ["60 days", null, ""],
  ]);
});
