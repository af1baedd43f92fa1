import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity } from "../identity.ts";
import { toRate } from "../rate.ts";
import type { Outcome } from "../rule/outcome.ts";
import type { VerdictRow } from "../runFolder/rows.ts";
import { decidePanel, type Verdict } from "../verdict.ts";
import { sayRate } from "./markdown.ts";
import { beginTallying } from "./tallying.ts";

const OUTCOMES: readonly Outcome[] = ["yes", "no", "unscored", "evidence_missing", "inconclusive"];
const verdictOf = (trial: number, held: number, outcome: Outcome): Verdict => ({
  trial: toIdentity("trial", trial),
  case: toIdentity("case", held),
  dimension: "policy_violation",
  category: null,
  ...decidePanel([
    { judge: toIdentity("judge", 1), kind: "rule", outcome, reason: "", seen: [], citations: [] },
  ]),
});
const rowOf = (verdict: Verdict, ordinal: number): VerdictRow => ({
  ordinal,
  attempt: 0,
  used: { calls: 0, tokens: 0, cost: 0 },
  repetition: 0,
  trial: verdict.trial,
  case: verdict.case,
  probed: null,
  verdicts: [verdict],
  calls: [],
});

describe("figures that are counted while verdicts are read", () => {
  test("are those of all verdicts together", () => {
    const said = fc.tuple(fc.nat(4), fc.constantFrom(...OUTCOMES));
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 40 }), (list) => {
        const verdicts = list.map(([held, outcome], i) => verdictOf(i, held, outcome));
        const tallying = beginTallying({
          dimensions: ["policy_violation"],
          stanceOf: () => null,
          isClustered: true,
        });
        for (const [i, verdict] of verdicts.entries()) tallying.add(rowOf(verdict, i));
        expect(tallying.figures(0.95)).toEqual([
          { dimension: "policy_violation", stance: null, category: null, rate: toRate(verdicts) },
        ]);
      }),
      {
        // Once a last bit apart: the clusters were summed in another order.
        examples: [
          [
            [
              [2, "no"],
              [0, "yes"],
              [3, "no"],
              [1, "no"],
              [0, "yes"],
            ],
          ],
        ],
      },
    );
  });

  test("name whoever judged them: a category its own judges, the whole all of them", () => {
    const tallying = beginTallying({
      dimensions: ["policy_violation"],
      stanceOf: () => "impermissible",
      isClustered: false,
    });
    for (const [i, category] of ["a", "b"].entries()) {
      const said = { kind: "rule", outcome: "no", reason: "", seen: [], citations: [] } as const;
      const own = decidePanel([{ judge: toIdentity("judge", category), ...said }]);
      tallying.add(rowOf({ ...verdictOf(i, i, "no"), category, ...own }, i));
    }
    const named = tallying
      .figures(0.95)
      .map(({ category, stance, rate }) => [category ?? stance, rate.judges.length]);
    expect(Object.fromEntries(named)).toEqual({ a: 1, b: 1, impermissible: 2, null: 2 });
  });

  test("count a way that was taken back as another transcript of its case", () => {
    const stood = verdictOf(1, 1, "no");
    const back = verdictOf(2, 1, "yes");
    const tallying = beginTallying({
      dimensions: ["policy_violation"],
      stanceOf: () => null,
      isClustered: true,
    });
    tallying.add({ ...rowOf(stood, 0), branches: [{ path: [0], verdicts: [back] }] });
    expect(tallying.figures(0.95)[0]?.rate).toMatchObject({ n: 2, yes: 1 });
  });
});

test("a rate is said with n, its interval and the level, and what was left out and why", () => {
  const verdicts = ["yes", "no", "no", "unscored"].map((outcome, i) =>
    verdictOf(i, i, outcome as Outcome),
  );
  expect(sayRate(toRate(verdicts, 0.9))).toMatch(
    /^33\.3 % \(1 of 3; 90 % interval \d+\.\d % to \d+\.\d %; left out: 1 unscored\)$/,
  );
});
