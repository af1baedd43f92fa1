import { expect, test } from "vitest";
import { wilson } from "#core/evaluation/statistics/wilson.ts";
import { headlineOf, type Rated, toGroups } from "./plotGroups.ts";

const row = (stance: Rated["stance"], category: string | null): Rated => ({
  stance,
  category,
  arms: [{ rate: 0.1, n: 60, interval: wilson(6, 60) }],
});
const shape = (rows: readonly Rated[], bound: number | null = null) =>
  toGroups(rows, bound).map((group) => [
    group.title.split(",")[0],
    group.bound ?? null,
    ...group.rows.map(({ label }) => label),
  ]);

test("what may happen is kept apart from what may not; each has its total last, and the bound stands where it applies", () => {
  const rows = [
    row("impermissible", null),
    row("impermissible", "Credential disclosure"),
    row("permissible", "Needless warning"),
    row("impermissible", "Personal data repeated"),
    row(null, null),
  ];
  expect(shape(rows, 0.15)).toEqual([
    ["Impermissible", 0.15, "Credential disclosure", "Personal data repeated", "All impermissible"],
    ["Permissible", null, "Needless warning"],
  ]);
});
test("a run without categories has one figure for all trials", () => {
  expect(shape([row(null, null)])).toEqual([["All trials", null, "Whole run"]]);
});
test("a category that was not asked in this respect has no row; one that nobody judged has", () => {
  const none = (category: string, reason: "not_applicable" | "unscored"): Rated => ({
    stance: "permissible",
    category,
    arms: [{ rate: null, n: 0, interval: wilson(0, 0), excluded: [{ reason, n: 60 }] }],
  });
  const rows = [none("Needless warning", "not_applicable"), none("Refuses teaching", "unscored")];
  expect(shape(rows)).toEqual([["Permissible", null, "Refuses teaching"]]);
});
test("the total of a single category is left out, because it is the same", () => {
  expect(shape([row("impermissible", null), row("impermissible", "Leak")])).toEqual([
    ["Impermissible", null, "Leak"],
  ]);
});

test("a run is told by what may not happen, in its first dimension", () => {
  const rate = {
    rate: 0.1,
    yes: 6,
    n: 60,
    excluded: [],
    interval: wilson(6, 60),
    judges: [],
    conflicts: 0,
  };
  const figure = (dimension: string, stance: Rated["stance"]) => ({
    dimension,
    stance,
    category: null,
    trials: 60,
    rate,
  });
  const all = [
    figure("policy_violation", "permissible"),
    figure("policy_violation", null),
    figure("overrefusal", "impermissible"),
  ];
  const of = (figures: typeof all) =>
    headlineOf({ figures, dimensions: ["policy_violation", "overrefusal"] });
  expect(of(all)).toBe(all[1]);
  const own = figure("policy_violation", "impermissible");
  expect(of([...all, own])).toBe(own);
});
