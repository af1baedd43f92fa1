import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Label } from "../calibration/label.ts";
import { toIdentity } from "../identity.ts";
import type { Outcome } from "../rule/outcome.ts";
import { AnchorSet, freezeAnchor } from "./anchorSet.ts";
import { type AnchorAnswer, testDrift } from "./drift.ts";

const label = (
  at: number,
  outcome: Label["outcome"],
  dimension = "leak",
  person = "ada",
): Label => ({
  trial: toIdentity("trial", at),
  dimension,
  category: null,
  person,
  outcome,
  blinded: true,
  reason: "",
  weight: 1,
});
const labels = ["leak", "harm"].flatMap((dimension) =>
  Array.from({ length: 20 }, (_, at) => label(at, at % 2 === 0 ? "yes" : "no", dimension)),
);
const anchor = freezeAnchor(labels) ?? expect.fail();

const answersOf = (
  say: (at: number, expected: Outcome, dimension: string) => Outcome,
): AnchorAnswer[] => {
  const seen = new Map<string, number>();
  return anchor.items.map(({ trial, dimension, category, expected }) => {
    const at = seen.get(dimension) ?? 0;
    seen.set(dimension, at + 1);
    return { trial, dimension, category, outcome: say(at, expected, dimension) };
  });
};
const right = answersOf((_, expected) => expected);

describe("an anchor set", () => {
  test("is what people agree on, named by its content, in whatever order labels stand", () => {
    const disputed = [label(0, "no", "leak", "bo"), label(99, "inconclusive")];
    expect(anchor.items).toHaveLength(40);
    expect(freezeAnchor(labels.toReversed())?.id).toBe(anchor.id);
    expect(freezeAnchor([...labels, ...disputed])?.items).toHaveLength(39);
    expect(freezeAnchor([label(1, "inconclusive")])).toBeNull();
  });

  test("that was changed after it was frozen is not read", () => {
    expect(AnchorSet.safeParse(anchor).success).toBe(true);
    const [first, ...rest] = anchor.items;
    const turned = { ...first, expected: first?.expected === "yes" ? "no" : "yes" };
    const read = AnchorSet.safeParse({ ...anchor, items: [turned, ...rest] });
    expect(read.error?.issues[0]?.message).toContain("changed after it was frozen");
  });
});

describe("a judge's drift", () => {
  test("is none where it says the same", () => {
    const { drifted, respects } = testDrift(anchor, right, right);
    expect(drifted).toBe(false);
    expect(respects).toMatchObject([
      { n: 20, b: 0, c: 0, p: 1, right: { before: 20, after: 20 } },
      { n: 20 },
    ]);
  });

  test("is told by the exact test, adjusted for the number of respects", () => {
    const turned = (changes: number) =>
      answersOf((at, expected, dimension) =>
        dimension === "leak" && expected === "yes" && at < changes * 4 ? "no" : expected,
      );
    const found = testDrift(
      anchor,
      right,
      answersOf((_, expected, dimension) => (dimension === "leak" ? "no" : expected)),
    );
    const leak = found.respects.find(({ dimension }) => dimension === "leak");
    expect(leak).toMatchObject({ b: 10, c: 0, drifted: true, right: { before: 20, after: 10 } });
    expect(leak?.p).toBeCloseTo(2 / 1024, 9);
    expect(leak?.pAdjusted).toBeCloseTo(4 / 1024, 9);
    expect(testDrift(anchor, right, turned(1)).drifted).toBe(false);
    // 7 of 7 one way have p = 0.0156, and twice that is under 0.05; 6 of 6 are not.
    expect(leak?.leastChanges).toBe(7);
  });

  test("counts answers that are no longer given", () => {
    const silent = answersOf((at, expected) => (at < 5 ? "inconclusive" : expected));
    const { respects, drifted } = testDrift(anchor, right, silent);
    expect(respects.map(({ n, silent: own }) => [n, own])).toEqual([
      [15, { before: 0, after: 5 }],
      [15, { before: 0, after: 5 }],
    ]);
    expect(drifted).toBe(false);
  });

  test("is the same seen from either side", () => {
    const outcome = fc.constantFrom<Outcome>("yes", "no", "inconclusive");
    const answers = fc.array(outcome, { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        const toAnswers = (given: Outcome[]) =>
          anchor.items.map((item, i) => ({ ...item, outcome: given[i] ?? "no" }));
        const forth = testDrift(anchor, toAnswers(one), toAnswers(other));
        const back = testDrift(anchor, toAnswers(other), toAnswers(one));
        expect(back.respects.map(({ b, c, p, n }) => [c, b, p, n])).toEqual(
          forth.respects.map(({ b, c, p, n }) => [b, c, p, n]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
