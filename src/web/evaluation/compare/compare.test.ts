import { describe, expect, test } from "vitest";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { comparePaired } from "#core/evaluation/compare.ts";
import { shortened, toCompared } from "./differences.ts";
import { basisSays, differenceSays, gateTitle, powerSays, testSays } from "./gateSays.ts";
import { parseView, toSearch } from "./view.ts";

/** 21 worse, 8 better, 269 alike, as on the reference screen. */
const cases = Array.from({ length: 298 }, (_, i) => String(i));
const before = new Map(cases.map((id, i) => [id, i < 8 + 18]));
const after = new Map(cases.map((id, i) => [id, (i >= 8 && i < 26) || (i >= 26 && i < 47)]));
const gate = (more: Partial<ComparisonPage["gate"]> = {}): ComparisonPage["gate"] => ({
  decision: "BLOCK",
  reasons: [{ decision: "BLOCK", code: "gate/regression", message: "It rose." }],
  power: 0.966,
  casesToDecide: null,
  comparison: comparePaired("policy_violation", before, after),
  limit: 0.15,
  ...more,
});

describe("the gate in words", () => {
  test("says what was found, on how many pairs, with its interval and test", () => {
    expect(gateTitle(gate())).toBe("Blocked: B regresses");
    expect(basisSays(gate())).toBe("Paired on 298 trials.");
    expect(differenceSays(gate())).toBe("+4.4 points, 95% 0.8 to 8.1");
    expect(testSays(gate())).toBe("Worse in 21, better in 8, exact McNemar p = 0.024.");
  });
  test("says what power it had, and which number would decide", () => {
    expect(powerSays(gate())).toBe(
      "A rise that must not go unseen would be seen in 97 of 100 tries.",
    );
    const open = gate({ decision: "INCONCLUSIVE", power: 0.17, casesToDecide: 1450, reasons: [] });
    expect(gateTitle(open)).toBe("Inconclusive");
    expect(powerSays(open)).toContain("1,450 cases would decide.");
  });
  test("a block for the bound alone is not called a regression", () => {
    const bound = gate({ reasons: [{ decision: "BLOCK", code: "gate/limit", message: "Over." }] });
    expect(gateTitle(bound)).not.toContain("regresses");
  });
  test("what is not paired says so", () => {
    const { comparison } = gate();
    const apart = gate({ comparison: { ...comparison, paired: false, b: null, c: null } });
    expect(basisSays(apart)).toContain("Unpaired");
    expect(testSays(apart)).toContain("Fisher");
  });
});

test("what differs between two configurations is named by its place", () => {
  const [one] = toCompared([{ pointer: "/target/system_prompt", a: null, b: "Be kind." }]);
  expect(one).toEqual({
    name: "System prompt",
    a: "none",
    b: "Be kind.",
  });
  expect(shortened("word ".repeat(200))).toMatch(/… \(201 words\)$/);
});

test("an address of two runs holds its state, and never fails", () => {
  const view = parseView({ a: "EV-2026-0001", b: "EV-2026-0002", change: "better", at: "7" });
  expect(parseView(toSearch(view))).toEqual(view);
  expect(parseView({ a: "../etc", at: "x", change: 3 })).toMatchObject({
    a: undefined,
    at: undefined,
    change: "worse",
  });
});
