import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destructionState, destructionsInShort, inOrder } from "./destruction.ts";

const at = "2026-10-12T09:00:00Z";
const stated = { method: "erased", on: "2026-10-11", at, by: "V. Holm" };
const destruction = fc.record({
  id: fc.uuid(),
  materialId: fc.uuid(),
  partyId: fc.uuid(),
  personId: fc.option(fc.uuid()),
  name: fc.string({ maxLength: 5 }),
  due: fc.constantFrom("2026-10-11", "2026-10-12", "2027-01-01"),
  stated: fc.option(fc.constant(stated)),
  overdueAt: fc.option(fc.constant(at)),
});

describe("a destruction certificate", () => {
  test("that came in late is stated, and no longer missing", () => {
    expect(destructionState({ stated, overdueAt: at })).toBe("stated");
    expect(destructionState({ stated: null, overdueAt: at })).toBe("missing");
    expect(destructionState({ stated: null, overdueAt: null })).toBe("due");
  });

  test("all are shown, what is missing before all else and what was stated last", () => {
    fc.assert(
      fc.property(fc.array(destruction), (some) => {
        const shown = inOrder(some);
        expect(new Set(shown)).toEqual(new Set(some));
        const states = shown.map(destructionState);
        const ranks = states.map((state) => ["missing", "due", "stated"].indexOf(state));
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });

  test("in short, each is counted once", () => {
    fc.assert(
      fc.property(fc.array(destruction), (some) => {
        const counts = destructionsInShort(some).match(/\d+/g) ?? [];
        expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(some.length);
      }),
    );
  });
});
