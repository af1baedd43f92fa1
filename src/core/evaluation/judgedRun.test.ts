import { describe, expect, test } from "vitest";
import { toAssertMetrics } from "./assert/judgedAssertRun.ts";
import { compareMetric, gateRuns, type JudgedRun, sharedMetrics, toDemand } from "./judgedRun.ts";

/** Cases 0 … n-1, of which those named said yes. */
const runOf = (n: number, yes: ReadonlySet<number>, more: Partial<JudgedRun> = {}): JudgedRun => {
  const outcomes = new Map(Array.from({ length: n }, (_, i) => [`case-${i}`, yes.has(i)] as const));
  return {
    name: "r",
    judge: "j",
    metrics: new Map([["m", { outcomes, rate: { yes: yes.size, n, excluded: [] } }]]),
    gated: ["m"],
    demand: {},
    unscored: [],
    calibrated: true,
    exclusions: [],
    judgeMetrics: () => ({
      total: n,
      scored: n,
      judge_failures: 0,
      judge_failure_rate: 0,
      dimensions: {},
    }),
    split: { permissible: null, not_permissible: null },
    ...more,
  };
};
const first = (count: number): ReadonlySet<number> =>
  new Set(Array.from({ length: count }, (_, i) => i));
const ask = (limit?: number) => ({ metrics: ["m"], paired: true, demand: toDemand({ limit }) });

describe("two judged runs", () => {
  test("are compared case against case, or as different arms", () => {
    const [a, b] = [runOf(100, first(40)), runOf(100, first(10))];
    expect(compareMetric("m", a, b, true, 0.95)).toMatchObject({
      paired: true,
      n: 100,
      b: 30,
      c: 0,
    });
    expect(compareMetric("m", a, b, false, 0.9)).toMatchObject({
      paired: false,
      b: null,
      interval: { confidence: 0.9 },
    });
    expect(sharedMetrics(a, { ...b, metrics: new Map() })).toEqual([]);
  });

  test("pass a gate where nothing rose, and are blocked where it did", () => {
    const good = runOf(400, first(4));
    expect(gateRuns(good, good, ask())).toMatchObject({ decision: "PASS", reasons: [] });
    expect(gateRuns(good, runOf(400, first(60)), ask())).toMatchObject({
      decision: "BLOCK",
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: "gate/regression", metric: "m" }),
      ]),
    });
  });

  test("do not pass on a judge that nobody checked, on categories without a judge, or on few cases", () => {
    const good = runOf(400, first(0));
    const codes = (after: JudgedRun) =>
      gateRuns(good, after, ask()).reasons.map(({ code }) => code);
    expect(codes({ ...good, calibrated: false })).toEqual(["gate/uncalibrated"]);
    expect(codes({ ...good, unscored: ["a"] })).toEqual(["gate/unscored"]);
    const few = gateRuns(runOf(20, first(0)), runOf(20, first(0)), ask(0.01));
    expect(few.decision).toBe("INCONCLUSIVE");
    expect(few.cases_to_decide).toBeGreaterThan(200);
  });

  test("of several metrics the strictest answer stands", () => {
    const both = (bad: number): JudgedRun => {
      const [one, two] = [runOf(400, first(0)), runOf(400, first(bad))];
      const [own, other] = [one.metrics.get("m"), two.metrics.get("m")];
      if (own === undefined || other === undefined) throw new Error("no metric");
      return {
        ...one,
        metrics: new Map([
          ["m", own],
          ["w", other],
        ]),
      };
    };
    const asked = { ...ask(), metrics: ["m", "w"] };
    const report = gateRuns(both(0), both(80), asked);
    expect(report.decision).toBe("BLOCK");
    expect(report.metrics.map(({ decision }) => decision)).toEqual(["PASS", "BLOCK"]);
  });
});

test("an ASSERT run's rows that could not be judged have no part in its rates, and are counted", () => {
  const row = (id: string, said: boolean | null, ok = true) => ({
    test_case_id: id,
    judge_status: ok ? "ok" : "error",
    verdict: { dimensions: { d: said }, dimension_applicability: { d: said !== null } },
  });
  const metrics = toAssertMetrics(
    [row("1", true), row("2", false), row("3", null), row("4", true, false)],
    [
      { reason: "judge_error", n: 1 },
      { reason: "not_run", n: 2 },
    ],
  );
  expect(metrics.get("d")).toEqual({
    outcomes: new Map([
      ["1", true],
      ["2", false],
    ]),
    rate: {
      yes: 1,
      n: 2,
      excluded: [
        { reason: "not_applicable", n: 1 },
        { reason: "inconclusive", n: 1 },
        { reason: "evidence_missing", n: 2 },
      ],
    },
  });
});
