import fc from "fast-check";
import { expect, test } from "vitest";
import { TrialFilter } from "#contract/evaluation/trial.ts";
import {
  ALL_TRIALS,
  CHOICES,
  isFiltered,
  parseView,
  readSearch,
  type TrialView,
  toFilter,
  toSearch,
} from "./view.ts";

const anyView: fc.Arbitrary<TrialView> = fc.record({
  category: fc.constantFrom("any", "Credential disclosure", "Größe & Form"),
  stance: fc.constantFrom(...CHOICES.stance),
  dimension: fc.constantFrom("", "policy_violation"),
  outcome: fc.constantFrom(...CHOICES.outcome),
  show: fc.constantFrom(...CHOICES.show),
  text: fc.string({ maxLength: 200 }),
  at: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
  open: fc.boolean(),
});

test("an address holds the whole state of a view of trials", () => {
  fc.assert(
    fc.property(anyView, (view) => {
      const address = new URLSearchParams(toSearch(view)).toString();
      const read = readSearch(Object.fromEntries(new URLSearchParams(address)));
      expect(parseView(read)).toEqual(view);
    }),
  );
  expect(toSearch(ALL_TRIALS)).toEqual({});
});

test("an address from anywhere never fails, and asks nothing that the server does not take", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (raw) => {
      const filter = toFilter(parseView(readSearch(raw)));
      expect(TrialFilter.safeParse(filter).success).toBe(true);
    }),
  );
  expect(parseView({ outcome: "maybe", at: "-3", show: "conflict" })).toEqual({
    ...ALL_TRIALS,
    show: "conflict",
  });
});

test("a dimension alone leaves no trial out", () => {
  expect(isFiltered({ ...ALL_TRIALS, dimension: "overrefusal" })).toBe(false);
  expect(isFiltered({ ...ALL_TRIALS, show: "unscored" })).toBe(true);
});
