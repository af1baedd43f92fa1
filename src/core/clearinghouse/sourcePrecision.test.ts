import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stampAt } from "../../testing/caseWorld.ts";
import { foldCase } from "./case.ts";
import { type CaseFact, stamped } from "./caseEvent.ts";
import { creditsOf } from "./credit.ts";
import type { OwnerVerdictKind, RejectionReason } from "./ownerVerdict.ts";
import { readVector, type Side } from "./severity.ts";
import { judgedOf, precisionOf, wilson } from "./sourcePrecision.ts";

const found = (findingId: string, party: string, model: string | null = null): CaseFact => ({
  type: "finding-joined",
  findingId,
  match: "same",
  finder: { partyId: party.toLowerCase(), party, model, harness: "h" },
  terms: null,
});
const said = (verdict: OwnerVerdictKind, reason: RejectionReason | null = null): CaseFact => ({
  type: "owner-verdict",
  partyId: "owner",
  verdict,
  version: null,
  reason,
  note: null,
});
const rated = (side: Side, vector: string): CaseFact => {
  const reading = readVector(vector);
  if (!reading.ok) throw new Error(vector);
  return { type: "severity-stated", side, reading: reading.value, reason: "r" };
};
const caseWith = (...facts: CaseFact[]) =>
  foldCase(
    stamped(stampAt(1), [{ type: "opened", caseId: "c", title: "t", tlp: "AMBER" }, ...facts]),
  );

describe("Wilson's interval", () => {
  test.each([
    [0, 0, 0, 1],
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
    [5, 10, 0.237, 0.763],
    [81, 263, 0.255, 0.366],
  ])("for %i of %i is %d to %d", (k, n, low, high) => {
    const interval = wilson(k, n);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  test("holds the share, lies within 0 and 1, and narrows as n grows", () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.nat({ max: 500 }), (a, b) => {
        const [k, n] = [Math.min(a, b), Math.max(a, b, 1)];
        const { low, high } = wilson(k, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(k / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(k / n - 1e-12);
        const more = wilson(4 * k, 4 * n);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
});

describe("the precision of a source", () => {
  test.each<[OwnerVerdictKind, RejectionReason | null, boolean[]]>([
    ["confirmed", null, [true]],
    ["fixed", null, [true]],
    ["hardening-only", "intended-behaviour", [false]],
    ["not-ours", "not-our-component", []],
    ["hardening-only", "already-fixed", []],
    ["acknowledged", null, []],
    ["need-more", null, []],
  ])("counts %s (%s) as %j", (verdict, reason, confirmed) => {
    const judged = judgedOf(caseWith(found("f", "Kestrel"), said(verdict, reason)));
    expect(judged.map((one) => one.confirmed)).toEqual(confirmed);
  });

  test("follows an owner that changes its mind", () => {
    const state = caseWith(
      found("f", "Kestrel"),
      said("hardening-only", "other"),
      said("confirmed"),
    );
    expect(judgedOf(state).map(({ confirmed }) => confirmed)).toEqual([true]);
  });

  test("counts a source once a case, however often it reported the flaw, and every source of the case", () => {
    const state = caseWith(
      found("a", "Kestrel", "m1"),
      found("b", "Kestrel", "m1"),
      found("c", "Brine"),
      said("confirmed"),
    );
    expect(precisionOf(judgedOf(state))).toMatchObject([
      { party: "Kestrel", model: "m1", n: 1, confirmed: 1 },
      { party: "Brine", model: null, n: 1 },
    ]);
  });

  test("comes with n and the interval, and with how often the severity was inflated", () => {
    const inflated = caseWith(
      found("a", "Kestrel"),
      said("confirmed"),
      rated("finder", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
      rated("owner", "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N"),
    );
    const rejected = caseWith(found("b", "Kestrel"), said("hardening-only", "other"));
    const [row] = precisionOf([...judgedOf(inflated), ...judgedOf(rejected)]);
    expect(row).toMatchObject({
      n: 2,
      confirmed: 1,
      rejected: 1,
      precision: 0.5,
      severityInflated: 1,
    });
    expect(row?.low).toBeLessThan(0.1);
    expect(row?.high).toBeGreaterThan(0.9);
  });
});

describe("credits", () => {
  test("name each party, model and harness once, in the order they came, with their findings", () => {
    const state = caseWith(
      found("a", "Kestrel", "m1"),
      found("b", "Brine"),
      found("c", "Kestrel", "m1"),
    );
    expect(creditsOf(state).map(({ party, findings }) => [party, findings])).toEqual([
      ["Kestrel", ["a", "c"]],
      ["Brine", ["b"]],
    ]);
  });
});
