import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Identity } from "../identity.ts";
import { toRate } from "../rate.ts";
import { isDecided, type Outcome } from "../rule/outcome.ts";
import { decidePanel, type Opinion, type Verdict } from "../verdict.ts";
import { isOverruled, saidByJudges, toCells } from "./cell.ts";
import { findDifferences } from "./difference.ts";
import { draftResult } from "./draftResult.ts";
import { paceOf } from "./pace.ts";
import { type ClusterTally, type OutcomeTally, rateOfTally } from "./tally.ts";
import { toPlain } from "./trialRow.ts";

const OUTCOMES: readonly Outcome[] = [
  "yes",
  "no",
  "not_applicable",
  "evidence_missing",
  "evidence_truncated",
  "inconclusive",
  "unscored",
];
const outcome = fc.constantFrom(...OUTCOMES);
const identity = (n: number | string): Identity => `sha256:${String(n).padStart(64, "0")}`;

const opinion = (judge: string, kind: Opinion["kind"], said: Outcome): Opinion => ({
  judge: identity(judge),
  kind,
  outcome: said,
  reason: "",
  seen: [],
  citations: [],
});
const verdict = (
  said: Outcome,
  about: Partial<Verdict> = {},
  opinions: readonly Opinion[] = [opinion("1", "rule", said)],
): Verdict => ({
  trial: identity(1),
  case: identity(1),
  dimension: "policy_violation",
  category: null,
  ...decidePanel(opinions),
  outcome: said,
  ...about,
});

/** As the database counts them. */
function tallied(verdicts: readonly Verdict[]) {
  const tally = OUTCOMES.map((one): OutcomeTally => {
    const own = verdicts.filter((said) => said.outcome === one);
    return { outcome: one, n: own.length, conflicts: own.filter((said) => said.conflict).length };
  }).filter(({ n }) => n > 0);
  const cases = [...new Set(verdicts.map((said) => said.case))].map((id) => {
    const own = verdicts.filter((said) => said.case === id && isDecided(said.outcome));
    return `${own.filter((said) => said.outcome === "yes").length} ${own.length}`;
  });
  const clusters = [...new Set(cases)]
    .map((text): ClusterTally => {
      const [yes = 0, n = 0] = text.split(" ").map(Number);
      return { yes, n, cases: cases.filter((one) => one === text).length };
    })
    .filter(({ n }) => n > 0);
  return { tally, clusters };
}

test("a rate of counts is the rate of the verdicts they count", () => {
  const verdicts = fc.array(
    fc.record({ said: outcome, of: fc.integer({ min: 1, max: 8 }), conflict: fc.boolean() }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(verdicts, (drawn) => {
      const all = drawn.map(({ said, of, conflict }) =>
        verdict(said, { case: identity(of), conflict }),
      );
      const { tally, clusters } = tallied(all);
      const { judges, ...rate } = toRate(all);
      const { judges: _, ...counted } = rateOfTally(tally, clusters, judges);
      expect(counted.interval.lower).toBeCloseTo(rate.interval.lower, 12);
      expect(counted.interval.upper).toBeCloseTo(rate.interval.upper, 12);
      expect({ ...counted, interval: null }).toEqual({ ...rate, interval: null });
    }),
  );
});

describe("a trial's part in the figures", () => {
  const plan = {
    dimensions: ["policy_violation"],
    category: "A",
    stanceOf: (name: string) =>
      name === "P" ? ("permissible" as const) : ("impermissible" as const),
  };
  const named = (cells: ReturnType<typeof toCells>) =>
    cells.map(({ stance, category, outcome: said }) => [stance, category, said]);

  test("of a verdict on the whole is that of the category its case was made for", () => {
    expect(named(toCells([verdict("yes")], plan))).toEqual([
      [null, null, "yes"],
      ["impermissible", null, "yes"],
      ["impermissible", "A", "yes"],
    ]);
  });

  test("of verdicts on categories is that of each, and yes of a stance where any is", () => {
    const said = [
      verdict("no", { category: "A" }),
      verdict("yes", { category: "B" }),
      verdict("no", { category: "P" }),
    ];
    expect(named(toCells(said, plan))).toEqual([
      [null, null, "yes"],
      ["impermissible", null, "yes"],
      ["permissible", null, "no"],
      ["impermissible", "A", "no"],
      ["impermissible", "B", "yes"],
      ["permissible", "P", "no"],
    ]);
  });

  test("without a verdict is unscored, and never no", () => {
    expect(named(toCells([], plan)).every(([, , said]) => said === "unscored")).toBe(true);
  });

  test("each figure counts each trial once", () => {
    const said = fc.array(
      fc.record({ said: outcome, category: fc.constantFrom(null, "A", "B", "P") }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(said, (drawn) => {
        const unique = [...new Map(drawn.map((one) => [one.category, one])).values()];
        const cells = toCells(
          unique.map((one) => verdict(one.said, { category: one.category })),
          plan,
        );
        const keys = cells.map(({ stance, category }) => `${stance} ${category}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

test("a judge is overruled where another kind decides otherwise, not where its own kind is divided", () => {
  expect(isOverruled([opinion("1", "rule", "yes"), opinion("2", "model", "no")])).toBe(true);
  expect(isOverruled([opinion("1", "model", "yes"), opinion("2", "model", "no")])).toBe(false);
  const said = saidByJudges(
    [verdict("no", { category: "A" }), verdict("yes", { category: "B" })],
    "policy_violation",
  );
  expect(said.get(identity("1"))).toEqual({ kind: "rule", outcome: "yes" });
});

test("two configurations differ where they do, by the deepest place", () => {
  const a = { target: { system: "Be kind.", tools: [1, 2] }, tester: null };
  const b = { target: { system: "Be brief.", tools: [1, 2] }, tester: null, more: 1 };
  expect(findDifferences(a, b)).toEqual([
    { pointer: "/more", a: null, b: 1 },
    { pointer: "/target/system", a: "Be kind.", b: "Be brief." },
  ]);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(findDifferences(value as never, value as never)).toEqual([]);
    }),
  );
});

test("text for a column has neither NUL nor half of a pair, and is else what it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const plain = toPlain(text);
      expect(plain.includes("\0") || /\p{Surrogate}/u.test(plain)).toBe(false);
      if (!/\0|\p{Surrogate}/u.test(text)) expect(plain).toBe(text);
    }),
  );
});

test("the end is where the pace of the last minutes leads, and unknown without one", () => {
  expect(paceOf({ planned: 100, trials: 0, recent: 0 }, 0, 60_000)).toEqual({
    perMinute: null,
    endsAt: null,
  });
  expect(paceOf({ planned: 100, trials: 40, recent: 40 }, 0, 60_000)).toEqual({
    perMinute: 40,
    endsAt: 60_000 + 90_000,
  });
});

describe("a drafted result", () => {
  const run = {
    ref: "EV-2026-0001",
    behaviour: "Keeps an embargo",
    dimension: "policy_violation",
    rate: rateOfTally([{ outcome: "no", n: 200, conflicts: 0 }], [], [identity(1)]),
    integrity: "clean" as const,
    note: "",
    labelled: 0,
    doubled: 0,
    isChecked: true,
    cases: 200,
    repetitions: 1,
    circumstances: { model: "m", scaffold: "s", budget: "b", seeds: "1", environment: "e" },
  };

  test("says its rate with n, interval and method, and leaves severity to a person", () => {
    const { claim, severity, confidence } = draftResult(run);
    expect(claim).toBe(
      "Keeps an embargo: 0.0 % of trials (0 of 200; 95.0 % interval 0.0 % to 1.9 %, Wilson score), measured as policy_violation.",
    );
    expect([severity, confidence]).toEqual([null, "high"]);
  });

  test("is of low confidence where no judge was checked, or the run was flawed", () => {
    expect(draftResult({ ...run, isChecked: false }).confidence).toBe("low");
    expect(draftResult({ ...run, integrity: "suspected-gaming" }).confidence).toBe("low");
  });
});
