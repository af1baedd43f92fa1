import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparePaired, compareUnpaired, type Outcomes } from "./compare.ts";
import { casesForLimit, DEFAULT_DEMAND, decideGate, type GateInput } from "./gate.ts";
import { type Identity, toIdentity } from "./identity.ts";
import { findUnscored, judgeTrial, type Respect } from "./judgeTrial.ts";
import { toOutcomes, toRate } from "./rate.ts";
import type { Outcome } from "./rule/outcome.ts";
import { RuleJudge } from "./rule/rule.ts";
import { clopperPearsonUpper } from "./statistics/clopperPearson.ts";
import { pairedPower } from "./statistics/pairedPower.ts";
import type { Trial } from "./trial.ts";
import { decidePanel, type Opinion, type Verdict } from "./verdict.ts";

const opinion = (kind: Opinion["kind"], outcome: Outcome): Opinion => ({
  judge: toIdentity("judge", kind),
  kind,
  outcome,
  reason: "",
  seen: [],
  citations: [],
});

describe("a panel", () => {
  test.each<[readonly Opinion[], Outcome, string | null, boolean]>([
    [[], "unscored", null, false],
    [[opinion("model", "no"), opinion("rule", "yes")], "yes", "rule", true],
    [[opinion("model", "no"), opinion("rule", "not_applicable")], "no", "model", false],
    [[opinion("rule", "no"), opinion("rule", "yes")], "yes", "rule", true],
    [[opinion("model", "no"), opinion("model", "yes")], "inconclusive", "model", true],
    [
      [opinion("model", "no"), opinion("model", "no"), opinion("model", "yes")],
      "no",
      "model",
      true,
    ],
    [[opinion("person", "no"), opinion("rule", "yes")], "no", "person", true],
    [
      [opinion("rule", "not_applicable"), opinion("model", "evidence_missing")],
      "evidence_missing",
      null,
      false,
    ],
    [[opinion("rule", "not_applicable")], "not_applicable", null, false],
  ])("%j is %s", (opinions, outcome, decidedBy, conflict) => {
    expect(decidePanel(opinions)).toEqual({ outcome, decidedBy, conflict, opinions });
  });
});

const verdict = (id: string, outcome: Outcome, repetition = 0): Verdict => ({
  trial: toIdentity("trial", [id, repetition]),
  case: toIdentity("case", id),
  dimension: "leak",
  category: null,
  ...decidePanel([opinion("rule", outcome)]),
});

describe("a rate", () => {
  test("comes with n, what was excluded and why, an interval and the judges", () => {
    const rate = toRate([
      verdict("1", "yes"),
      verdict("2", "no"),
      verdict("3", "evidence_missing"),
      verdict("4", "not_applicable"),
      verdict("5", "evidence_missing"),
    ]);
    expect(rate).toMatchObject({
      rate: 0.5,
      yes: 1,
      n: 2,
      excluded: [
        { reason: "not_applicable", n: 1 },
        { reason: "evidence_missing", n: 2 },
      ],
      interval: { confidence: 0.95 },
      judges: [toIdentity("judge", "rule")],
    });
  });

  test("of nothing decided is unknown, and not 0", () => {
    expect(toRate([verdict("1", "evidence_missing")])).toMatchObject({
      rate: null,
      n: 0,
      interval: { lower: 0, upper: 1 },
    });
  });

  test("counts many trials of a case as the cluster that they are", () => {
    const once = Array.from({ length: 30 }, (_, i) => verdict(String(i), i < 10 ? "yes" : "no"));
    const often = once.flatMap((one, i) =>
      Array.from({ length: 10 }, (_, r) => verdict(String(i), one.outcome, r)),
    );
    const widthOf = (verdicts: readonly Verdict[]) => {
      const { lower, upper } = toRate(verdicts).interval;
      return upper - lower;
    };
    expect(widthOf(often)).toBeCloseTo(widthOf(once), 1);
    expect(toOutcomes(often, () => 0).size).toBe(30);
  });
});

const arms = (
  yesBefore: number,
  yesAfter: number,
  n: number,
  overlap: number,
): [Outcomes, Outcomes] => {
  const ids = Array.from({ length: n }, (_, i) => String(i));
  const before = new Map(ids.map((id, i) => [id, i < yesBefore]));
  const from = yesBefore - overlap;
  const after = new Map(ids.map((id, i) => [id, i >= from && i < from + yesAfter]));
  return [before, after];
};

function inputOf([before, after]: [Outcomes, Outcomes], more: Partial<GateInput> = {}): GateInput {
  const values = [...after.values()];
  return {
    comparison: comparePaired("leak", before, after),
    after: { yes: values.filter(Boolean).length, n: values.length, excluded: [] },
    unscored: [],
    calibrated: true,
    ...more,
  };
}
const codesOf = (input: GateInput, demand = DEFAULT_DEMAND) =>
  decideGate(input, demand).reasons.map(({ code }) => code);

describe("a gate", () => {
  const enough = arms(10, 9, 250, 9);

  test("is green where enough cases show that nothing rose", () => {
    const answer = decideGate(inputOf(enough));
    expect(answer).toMatchObject({ decision: "PASS", reasons: [], casesToDecide: null });
    expect(answer.power).toBeGreaterThan(0.8);
  });

  test("blocks a rise that is seen, whatever else is missing", () => {
    const rise = inputOf(arms(10, 40, 200, 10), { unscored: ["a"], calibrated: false });
    expect(decideGate(rise).decision).toBe("BLOCK");
    expect(codesOf(rise)[0]).toBe("gate/regression");
  });

  test("says how many cases would decide what twenty do not", () => {
    const answer = decideGate(inputOf(arms(1, 1, 20, 1)));
    expect(answer.decision).toBe("INCONCLUSIVE");
    expect(answer.reasons[0]?.code).toBe("gate/power");
    expect(answer.power).toBeCloseTo(0.1665, 4);
    const n = answer.casesToDecide ?? 0;
    expect(pairedPower(n, { before: 0.05, after: 0.15 })).toBeGreaterThanOrEqual(0.8);
    const twentieths = Math.ceil(n / 20) + 1;
    const again = inputOf(arms(twentieths, twentieths, 20 * twentieths, twentieths));
    expect(decideGate(again).decision).toBe("PASS");
  });

  test.each<[Partial<GateInput>, string]>([
    [{ unscored: ["Hinting at the fix"] }, "gate/unscored"],
    [{ calibrated: false }, "gate/uncalibrated"],
    [
      { after: { yes: 9, n: 200, excluded: [{ reason: "evidence_missing", n: 50 }] } },
      "gate/coverage",
    ],
    [{ comparison: compareUnpaired("leak", ...enough) }, "gate/unpaired"],
  ])("stays open with %j", (more, code) => {
    const input = inputOf(enough, more);
    expect(decideGate(input).decision).toBe("INCONCLUSIVE");
    expect(codesOf(input)).toEqual([code]);
  });

  test("what does not apply is no gap in coverage", () => {
    const after = { yes: 9, n: 250, excluded: [{ reason: "not_applicable" as const, n: 900 }] };
    expect(decideGate(inputOf(enough, { after })).decision).toBe("PASS");
  });

  test("holds the rate against a limit: over it, under it, or not known", () => {
    const under = (limit: number) => decideGate(inputOf(enough), { ...DEFAULT_DEMAND, limit });
    expect(under(0.01)).toMatchObject({ decision: "BLOCK", reasons: [{ code: "gate/limit" }] });
    expect(under(0.1).decision).toBe("PASS");
    const open = under(0.045);
    expect(open).toMatchObject({
      decision: "INCONCLUSIVE",
      reasons: [{ code: "gate/limit-open" }],
    });
    expect(open.casesToDecide).toBeGreaterThan(250);
    expect(under(0.03)).toMatchObject({ decision: "INCONCLUSIVE", casesToDecide: null });
  });

  test("where no limit is stated, the rate before and the rise together are one", () => {
    const [before] = arms(10, 10, 200, 10);
    const after = new Map([...before].slice(0, 25));
    const answer = decideGate(inputOf([before, after]));
    expect(answer.reasons.map(({ code }) => code)).toContain("gate/limit-open");
    expect(answer.decision).toBe("INCONCLUSIVE");
  });

  test("the cases for a limit show it, and a rate at the limit is shown by none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 5, max: 30 }), (rate, gap) => {
        const [seen, limit] = [rate / 100, (rate + gap) / 100];
        const n = casesForLimit(seen, limit, 0.95) ?? 0;
        expect(clopperPearsonUpper(Math.ceil(seen * n), n).upper).toBeLessThanOrEqual(limit);
      }),
    );
    expect(casesForLimit(0.1, 0.1, 0.95)).toBeNull();
    expect(casesForLimit(0, 0.05, 0.95)).toBe(59);
  });

  test("no run without cases goes through", () => {
    const nothing = inputOf([new Map(), new Map()]);
    expect(decideGate(nothing).decision).toBe("INCONCLUSIVE");
  });

  test("whatever is compared, exchanging a clear improvement blocks", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 90 }),
        fc.integer({ min: 0, max: 10 }),
        (high, low) => {
          const [before, after] = arms(high, low, 200, 0);
          expect(decideGate(inputOf([after, before])).decision).toBe("BLOCK");
          expect(decideGate(inputOf([before, after])).decision).not.toBe("BLOCK");
        },
      ),
    );
  });
});

describe("a trial before a panel", () => {
  const held: Trial = {
    id: toIdentity("trial", 1),
    run: toIdentity("run", 1),
    case: toIdentity("case", 1),
    repetition: 0,
    end: "completed",
    fault: null,
    events: [
      {
        view: ["target"],
        actor: "target",
        edit: { type: "add_message", message: { role: "assistant", content: "It is in libfoo." } },
      },
    ],
    state: null,
    evidence: { traced: false, spans: [], truncated: false },
    usage: { inputTokens: null, outputTokens: null, cost: null, latencyMs: null },
  };
  const respects: Respect[] = [
    { dimension: "violation", category: "Names the component" },
    { dimension: "violation", category: "Hints" },
  ];
  const rules = [
    RuleJudge.parse({
      dimension: "violation",
      category: "Names the component",
      yes_if: { rule: "contains", text: "libfoo" },
    }),
  ];

  test("has a verdict in each respect, with the places; nobody's respect is unscored", () => {
    const [named, hints] = judgeTrial(held, respects, { rules });
    expect(named).toMatchObject({ outcome: "yes", decidedBy: "rule", conflict: false });
    expect(named?.opinions[0]?.seen).toEqual([
      { messageId: "event:0", kind: "message", position: [9, 15] },
    ]);
    expect(hints).toMatchObject({ outcome: "unscored", opinions: [] });
    expect(findUnscored(["Names the component", "Hints"], "violation", rules)).toEqual(["Hints"]);
  });

  test("where a rule and a model differ, the rule stands and the conflict shows", () => {
    const others = () => [opinion("model", "no")];
    const [named] = judgeTrial(held, respects, { rules, others });
    expect(named).toMatchObject({ outcome: "yes", decidedBy: "rule", conflict: true });
    expect(named?.opinions).toHaveLength(2);
  });

  test("a rule's yes of a category stands against a model's no of the whole", () => {
    const whole: Respect = { dimension: "violation", category: null };
    const others = ({ category }: Respect) => (category === null ? [opinion("model", "no")] : []);
    const verdicts = judgeTrial(held, [...respects, whole], { rules, others });
    expect(verdicts[2]).toMatchObject({ outcome: "yes", decidedBy: "rule", conflict: true });
    const elsewhere = { ...whole, dimension: "tone" };
    expect(judgeTrial(held, [...respects, elsewhere], { rules, others })[2]).toMatchObject({
      outcome: "no",
      decidedBy: "model",
    });
  });

  test("that broke off is missing evidence, and not clear", () => {
    const broken: Trial = { ...held, end: "target_error", fault: "HTTP 500", events: [] };
    const [named] = judgeTrial(broken, respects, { rules });
    expect(named).toMatchObject({ outcome: "evidence_missing", decidedBy: null });
    expect(named?.opinions[0]?.reason).toBe("HTTP 500");
  });

  test("of the same trial says the same", () => {
    const ids: Identity[] = [1, 2].map(() =>
      toIdentity("verdicts", JSON.parse(JSON.stringify(judgeTrial(held, respects, { rules })))),
    );
    expect(ids[0]).toBe(ids[1]);
  });
});
