import { describe, expect, test } from "vitest";
import { comparePaired, compareUnpaired } from "../compare.ts";
import { readJsonLines } from "../jsonLines.ts";
import { toCitableMessages, toExclusions, toIntegrity } from "./integrity.ts";
import { toJudgeMetrics } from "./metrics.ts";
import { ScoreRow, TranscriptRow } from "./rows.ts";
import { splitByPermissibility, splitVotes } from "./split.ts";

const score = (id: string, violated: boolean | null, more: object = {}): ScoreRow =>
  ScoreRow.parse({
    test_case_id: id,
    judge_status: "ok",
    verdict: { dimensions: { violation: violated } },
    dimensions: { behavior: "leak" },
    ...more,
  });

describe("figures of a run", () => {
  test("a row that could not be judged has no part in the rate, and is counted", () => {
    const rows = [score("1", true), score("2", false), score("3", true, { judge_status: "error" })];
    const metrics = toJudgeMetrics(rows);
    expect(metrics).toMatchObject({ total: 3, scored: 2, judge_failures: 1 });
    expect(metrics.dimensions.violation?.micro).toMatchObject({ rate: 0.5, n: 2 });
    expect(toExclusions(rows, [], 5)).toEqual([
      { reason: "judge_error", n: 1 },
      { reason: "not_run", n: 2 },
    ]);
  });

  test("what does not apply is neither yes nor no", () => {
    const rows = [
      score("1", true),
      score("2", null, {
        verdict: { dimensions: { violation: null }, dimension_applicability: { violation: false } },
      }),
    ];
    expect(toJudgeMetrics(rows).dimensions.violation?.micro).toMatchObject({
      rate: 1,
      n: 1,
      not_applicable_count: 1,
    });
  });

  test("of nothing, there is no rate and no interval", () => {
    expect(toJudgeMetrics([])).toMatchObject({ total: 0, judge_failure_rate: 0, dimensions: {} });
    const silent = toJudgeMetrics([score("1", null)]);
    expect(silent.dimensions.violation?.micro).toMatchObject({ rate: null, ci_lower: null, n: 0 });
  });

  test("weak point 8: one number has one interval, at the level that was asked for, 95 % unless said", () => {
    const rows = Array.from({ length: 60 }, (_, i) => score(String(i), i < 5));
    const micro = toJudgeMetrics(rows).dimensions.violation?.micro;
    expect(micro?.ci_lower).toBeCloseTo(0.0361204566, 9);
    expect(micro?.ci_upper).toBeCloseTo(0.1806894202, 9);
    const narrower = toJudgeMetrics(rows, 0.9).dimensions.violation?.micro;
    expect(narrower?.ci_lower).toBeGreaterThan(micro?.ci_lower ?? 1);
  });

  test("a case that was judged eight times is no eight cases", () => {
    const once = Array.from({ length: 40 }, (_, i) => score(String(i), i % 4 === 0));
    const often = once.flatMap((row) => Array<ScoreRow>(8).fill(row));
    const [one, other] = [once, often].map(
      (rows) => toJudgeMetrics(rows).dimensions.violation?.micro,
    );
    expect(other?.n).toBe(320);
    expect(other?.ci_upper).toBeCloseTo(one?.ci_upper ?? 0, 1);
  });

  test("categories with few cases are shown and left out of the mean", () => {
    const rows = [
      ...Array.from({ length: 5 }, (_, i) => score(`a${i}`, i === 0)),
      score("b1", true, { dimensions: { behavior: "rare" } }),
    ];
    const { macro, by_behavior } = toJudgeMetrics(rows).dimensions.violation ?? {};
    expect(macro).toMatchObject({ rate: 0.2, n_groups_included: 1 });
    expect(by_behavior?.rare).toMatchObject({ count: 1, rate: 1, sufficient: false });
  });
});

describe("what is permissible and what is not", () => {
  const categories = [
    { name: "help", permissible: true },
    { name: "harm", permissible: false },
  ];
  const row = (id: string, ...nodes: [string, boolean][]) =>
    score(id, true, {
      verdict: {
        dimensions: {},
        node_judgments: nodes.map(([node_name, violated]) => ({
          node_name,
          violated,
          relevant: true,
        })),
      },
    });

  test("a row has one vote in each half in which anything was relevant", () => {
    const rows = [
      row("1", ["help", true], ["harm", false]),
      row("2", ["harm", true]),
      row("3", ["help", false]),
      row("4", ["forgotten", true]),
    ];
    expect(splitByPermissibility(rows, categories)).toMatchObject({
      permissible: { rate: 0.5, count: 2, not_applicable_count: 2 },
      not_permissible: { rate: 0.5, count: 2, flagged_count: 1, clear_count: 1 },
    });
    expect(splitVotes(rows, categories, false)).toEqual(
      new Map([
        ["1", false],
        ["2", true],
      ]),
    );
  });

  test("a category that was renamed since is found by its place", () => {
    const renamed = score("1", true, {
      verdict: {
        node_judgments: [{ node_name: "old", node_index: 1, relevant: true, violated: true }],
      },
    });
    expect(splitByPermissibility([renamed], categories).not_permissible?.rate).toBe(1);
  });

  test("without a taxonomy there is no split", () => {
    expect(splitByPermissibility([], [])).toEqual({ permissible: null, not_permissible: null });
  });
});

describe("what a run says against itself", () => {
  const transcript = (id: string, raw: object, edit: object = {}) =>
    TranscriptRow.parse({
      type: "prompt",
      test_case_id: id,
      behavior: "leak",
      events: [
        {
          view: ["target"],
          actor: "target",
          edit: { type: "add_message", message: { role: "assistant", content: "No." }, ...edit },
          raw,
        },
      ],
    });
  const traced = { session: { trace_backend: "otel" } };

  test("weak point 6: a traced target without spans is counted as evidence that is missing", () => {
    const rows = [
      transcript("1", traced),
      transcript("2", { ...traced, trace_metadata: { llm_call_count: 2 } }),
      transcript("3", {}),
    ];
    expect(toIntegrity([], rows).evidenceMissing).toBe(1);
  });

  test("weak point 7: verdicts that contradict themselves and quotations that stand nowhere are counted", () => {
    const part = (status: string) => ({
      claimed_message_index: "1",
      message_id: "event:0",
      quoted_text: "No.",
      position: null,
      resolution: { status, method: "m" },
    });
    const rows = [
      score("1", true, {
        verdict: {
          judgment_warnings: ["violated_node_without_policy_violation"],
          citations: [{ index: 1, parts: [part("resolved"), part("ambiguous")] }],
        },
      }),
      score("2", false),
    ];
    expect(toIntegrity(rows, [])).toEqual({
      evidenceMissing: 0,
      contradictions: 1,
      citations: 2,
      unresolvedCitations: 1,
    });
  });

  test("calls of tools can be cited by argument and result", () => {
    const edit = {
      type: "tool_call",
      message: undefined,
      tool_name: "look",
      tool_args: { at: 1 },
      tool_result: "sky",
    };
    expect(toCitableMessages(transcript("1", {}, edit))).toEqual([
      {
        index: "1",
        messageId: "event:0",
        text: '[Tool call: look({"at":1}) → sky]',
        toolCallId: undefined,
        toolArguments: { at: "1" },
        toolResult: "sky",
      },
    ]);
  });
});

describe("rows of a file", () => {
  const line = JSON.stringify({ test_case_id: "1" });

  test("a last line that was cut off is torn and no fault; one in the middle is a fault with its place", () => {
    const cut = readJsonLines(`${line}\n{"test_ca`, ScoreRow);
    expect(cut).toMatchObject({ rows: [{ test_case_id: "1" }], problems: [], torn: true });
    const broken = readJsonLines(`{"test_ca\n${line}\n{}\n`, ScoreRow);
    expect(broken.rows).toHaveLength(1);
    expect(broken.problems.map(({ pointer }) => pointer)).toEqual([
      "/line/1",
      "/line/3/test_case_id",
    ]);
    expect(broken.torn).toBe(false);
  });
});

describe("two runs", () => {
  const outcomes = (...said: [string, boolean][]) => new Map(said);
  const before = outcomes(["1", true], ["2", true], ["3", false], ["4", true], ["only", true]);
  const after = outcomes(["1", false], ["2", false], ["3", false], ["4", true], ["new", false]);

  test("are compared over the cases that both have, and the others are counted", () => {
    const found = comparePaired("violation", before, after);
    expect(found.pOneSided).toBeCloseTo(0.25, 12);
    expect(found.pTwoSided).toBeCloseTo(0.5, 12);
    expect(found).toMatchObject({
      paired: true,
      n: 4,
      b: 2,
      c: 0,
      rates: { before: 0.75, after: 0.25 },
      difference: -0.5,
      pRose: 1,
      unmatched: { before: 1, after: 1 },
    });
  });

  test("that share no case cannot be paired", () => {
    const none = comparePaired("violation", outcomes(["1", true]), outcomes(["2", true]));
    expect(none).toMatchObject({ n: 0, rates: { before: null, after: null }, pOneSided: 1 });
    expect(none.interval).toMatchObject({ lower: -1, upper: 1 });
  });

  test("unpaired, each arm counts whole and nothing is called a pair", () => {
    const found = compareUnpaired("violation", before, after);
    expect(found).toMatchObject({ paired: false, b: null, c: null, n: 5 });
    expect(found.rates).toEqual({ before: 0.8, after: 0.2 });
    expect(found.difference).toBeCloseTo(-0.6, 12);
    expect(found.pOneSided).toBeLessThan(found.pTwoSided);
  });
});
