import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../../testing/folder.ts";
import { pairRuns, readJudgedRun } from "./readJudgedRun.ts";
import { readRunStatus } from "./readRunStatus.ts";

const lines = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const caseRow = (number: number, asks: string) => ({
  type: "prompt",
  test_case_id: `test_case_${number}`,
  behavior: "b",
  seed: { title: "t", description: asks },
  dimensions: { behavior: "Leak" },
});
const scoreRow = (number: number, violation: boolean) => ({
  test_case_id: `test_case_${number}`,
  judge_model: "azure/judge",
  judge_status: "ok",
  verdict: {
    dimensions: { policy_violation: violation },
    node_judgments: [{ node_index: 0, node_name: "Leak", relevant: true, violated: violation }],
  },
  dimensions: { behavior: "Leak" },
});
const transcriptRow = (number: number) => ({
  type: "prompt",
  test_case_id: `test_case_${number}`,
  behavior: "b",
  events: [
    {
      view: ["target"],
      actor: "tester",
      edit: { type: "add_message", message: { role: "user", content: `Asks ${number}` } },
    },
  ],
});

/** A suite of so many cases with a run in it. */
function writeSuite(asks: (number: number) => string, violated: readonly number[]): string {
  const suite = makeFolder("assay-assert-");
  const run = join(suite, "run");
  mkdirSync(run);
  const numbers = Array.from({ length: 10 }, (_, i) => i);
  writeFileSync(
    join(suite, "taxonomy.json"),
    JSON.stringify({ behavior: { name: "b" }, behavior_categories: [{ name: "Leak" }] }),
  );
  writeFileSync(join(suite, "test_set.jsonl"), lines(numbers.map((i) => caseRow(i, asks(i)))));
  writeFileSync(
    join(run, "scores.jsonl"),
    lines(numbers.slice(1).map((i) => scoreRow(i, violated.includes(i)))),
  );
  writeFileSync(join(run, "inference_set.jsonl"), lines(numbers.slice(1).map(transcriptRow)));
  return run;
}
const same = (number: number): string => `Asks ${number}`;

describe("a run folder of ASSERT's", () => {
  test("is read with its rates, its split, and what is not in them", async () => {
    const { run } = await readJudgedRun(writeSuite(same, [2, 3, 4]), null);
    expect(run.judge).toBe("azure/judge");
    expect(run.exclusions).toEqual([{ reason: "not_run", n: 1 }]);
    expect(run.judgeMetrics(0.95).dimensions.policy_violation?.micro).toMatchObject({
      n: 9,
      n_positive: 3,
    });
    expect(run.split.not_permissible).toMatchObject({ count: 9, flagged_count: 3 });
    expect(run.calibrated).toBe(false);
  });

  test("pairs with another of the same cases", async () => {
    const [a, b] = [writeSuite(same, [1]), writeSuite(same, [2])];
    expect(pairRuns(await readJudgedRun(a, null), await readJudgedRun(b, null)).ok).toBe(true);
  });

  test("weak point 2: does not pair with one whose cases of the same number ask something else", async () => {
    const [a, b] = [writeSuite(same, [1]), writeSuite((i) => `Asks otherwise ${i}`, [2])];
    const pairing = pairRuns(await readJudgedRun(a, null), await readJudgedRun(b, null));
    expect(pairing.ok ? null : pairing.refusal).toMatchObject({
      code: "evaluation/unmatched-keys",
      detail: expect.stringContaining("10 of 10 cases of the same number do not ask the same"),
    });
  });

  test("with a broken line says which", async () => {
    const run = writeSuite(same, []);
    writeFileSync(join(run, "scores.jsonl"), `${JSON.stringify(scoreRow(1, true))}\n{"a":\n`);
    await expect(readJudgedRun(run, null)).rejects.toThrow(/scores\.jsonl, line 2: /);
    writeFileSync(join(run, "scores.jsonl"), '{"test_case_id":null}');
    await expect(readJudgedRun(run, null)).rejects.toThrow(/scores\.jsonl, line 1: test_case_id: /);
    writeFileSync(join(dirname(run), "taxonomy.json"), "{");
    rmSync(join(run, "scores.jsonl"));
    await expect(readJudgedRun(run, null)).rejects.toThrow(/taxonomy\.json is no JSON \(.*\): /);
  });

  test("is found by its suite, by a file in it, and by latest.json, as long as it is the only one", async () => {
    const run = writeSuite(same, [2]);
    const suite = dirname(run);
    writeFileSync(join(suite, "latest.json"), "{}");
    for (const path of [suite, join(suite, "latest.json"), join(run, "scores.jsonl")])
      expect((await readRunStatus(path, null)).name).toBe("run");
    cpSync(run, join(suite, "other"), { recursive: true });
    await expect(readRunStatus(suite, null)).rejects.toThrow("has several runs: other, run.");
  });

  test("that was not judged yet has a status all the same", async () => {
    const run = writeSuite(same, []);
    rmSync(join(run, "scores.jsonl"));
    const { judge, exclusions, judgeMetrics } = await readRunStatus(run, null);
    expect({ judge, exclusions }).toEqual({
      judge: null,
      exclusions: [
        { reason: "not_judged", n: 9 },
        { reason: "not_run", n: 1 },
      ],
    });
    expect(judgeMetrics(0.95)).toMatchObject({ total: 0, dimensions: {} });
  });

  test("is read to its last row where no newline ends it, and where lines end as on Windows", async () => {
    const run = writeSuite(same, [2]);
    for (const name of ["scores.jsonl", "inference_set.jsonl"]) {
      const text = readFileSync(join(run, name), "utf8").trimEnd().replaceAll("\n", "\r\n");
      writeFileSync(join(run, name), text);
    }
    const { run: read } = await readJudgedRun(run, null);
    expect(read.judgeMetrics(0.95).total).toBe(9);
    expect(read.exclusions).toEqual([{ reason: "not_run", n: 1 }]);
  });

  test("is counted whatever else its rows hold", async () => {
    const run = writeSuite(same, []);
    const odd = (number: number, dimensions: object, more: object = {}) => ({
      ...scoreRow(number, false),
      dimensions: { behavior: "Leak", level: null, tags: ["a"] },
      verdict: { dimensions, node_judgments: null, citations: [{ parts: "?" }], ...more },
    });
    writeFileSync(
      join(run, "scores.jsonl"),
      lines([
        odd(1, { policy_violation: true, tone: 4 }),
        odd(
          2,
          { policy_violation: null },
          { dimension_applicability: { policy_violation: false } },
        ),
        // What a dimension that is not there applies to has no part in anything.
        odd(3, {}, { dimension_applicability: { policy_violation: false } }),
        { test_case_id: 4, judge_status: "judge_failed", verdict: null },
      ]),
    );
    const turn = { edit: { message: { role: "user", content: [{ type: "text", text: "Hi" }] } } };
    writeFileSync(
      join(run, "inference_set.jsonl"),
      lines([{ test_case_id: 4, events: [null, turn] }, { test_case_id: "x" }]),
    );
    writeFileSync(
      join(dirname(run), "taxonomy.json"),
      JSON.stringify({ behavior_categories: [{ name: "Leak", permissible: "no" }] }),
    );
    const { judgeMetrics, exclusions } = await readRunStatus(run, null);
    expect(judgeMetrics(0.95)).toMatchObject({
      total: 4,
      scored: 3,
      judge_failures: 1,
      judge_failure_rate: 0.25,
      dimensions: {
        policy_violation: {
          micro: { n: 1, n_positive: 1, not_applicable_count: 1, applicable_n: 1 },
          macro: { rate: null, n_groups: 0 },
          by_behavior: { Leak: { count: 1, sufficient: false } },
        },
        tone: { micro: { rate: null, ci_lower: null, n: 0 } },
      },
    });
    expect(exclusions).toContainEqual({ reason: "judge_error", n: 1 });
    expect(exclusions).toContainEqual({ reason: "not_judged", n: 1 });
  });

  test("that is none says what was looked for", async () => {
    await expect(readJudgedRun(makeFolder("assay-assert-"), null)).rejects.toThrow(
      "holds neither run.json nor scores.jsonl",
    );
  });
});
