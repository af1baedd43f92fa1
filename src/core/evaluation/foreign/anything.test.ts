import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RuleJudge } from "../rule/rule.ts";
import { readGarak } from "./garak.ts";
import { readInspectLog } from "./inspect/inspect.ts";
import { readPromptfoo } from "./promptfoo/promptfoo.ts";
import { toRunRows } from "./toRunRows.ts";

/** Whatever JSON holds, or what is nearly right. */
const any = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    "{{a}}",
    "file://x.txt",
    "x.csv",
    "C",
    NaN,
    [[]],
    [{}],
    { text: 1 },
    "attachment://1",
  ),
);
const nearly = (known: Record<string, unknown>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(known).map(([key, value]) => [
        key,
        fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: any }),
      ]),
    ),
    { requiredKeys: [] },
  );
const saysWhy = (problems: readonly { readonly message: string }[]): void => {
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every(({ message }) => message.length > 10)).toBe(true);
};

describe("whatever stands in a file of another tool, it is read or refused with why", () => {
  test("logs of Inspect", () => {
    const part = {
      type: "text",
      text: "t",
      image: "attachment://a",
      reasoning: "r",
      arguments: "{",
    };
    const message = {
      role: "assistant",
      content: [part],
      tool_calls: [{ id: "1", function: "f", arguments: {} }],
      tool_call_id: "1",
      error: { message: "e" },
    };
    const sample = nearly({
      id: 1,
      epoch: 1,
      input: [message],
      messages: [message, { role: "tool", content: "x", tool_call_id: "1" }],
      output: { choices: [{ message }] },
      scores: { s: { value: "C" } },
      score: { value: 1 },
      attachments: { a: "b" },
      error: { message: "m" },
      limit: { type: "time", limit: 1 },
      model_usage: { m: { input_tokens: 1, output_tokens: 2 } },
      started_at: "2026-01-01T00:00:00",
      total_time: 1.5,
    });
    const header = {
      status: "success",
      eval: { task: "t", model: "m" },
      results: { scores: [{ name: "s" }] },
    };
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(header), any),
        fc.oneof(fc.array(sample, { maxLength: 3 }), any),
        (head, samples) => {
          const read = readInspectLog(head, samples);
          if (read.ok) expect(toRunRows(read.run).trials.length).toBe(read.run.trials.length);
          else saysWhy(read.problems);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("reports of garak", () => {
    const turns = { turns: [{ role: "user", content: { text: "t" } }] };
    const line = nearly({
      entry_type: "attempt",
      uuid: "u",
      status: 2,
      probe_classname: "p.P",
      prompt: turns,
      outputs: ["o", null, { text: null }],
      conversations: [turns],
      detector_results: { d: [1, null, 0] },
      goal: "g",
      probe: "p.P",
      detector: "d",
      passed: 1,
      total: 2,
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (rows) => {
        const read = readGarak(rows.map((row) => JSON.stringify(row)).join("\n"));
        if (read.ok) expect(toRunRows(read.run).trials.length).toBe(read.run.trials.length);
        else saysWhy(read.problems);
      }),
      { numRuns: 300 },
    );
  });

  test("suites of promptfoo", () => {
    const assert = {
      type: "contains",
      value: "{{a}}",
      threshold: 0.5,
      weight: 1,
      assert: [{ type: "equals", value: 1 }],
    };
    const own = {
      description: "d",
      vars: { a: ["x", "y"], b: { c: 1 } },
      assert: [
        assert,
        { ...assert, type: "assert-set" },
        { type: "is-json", value: { type: "object" } },
      ],
      options: { prefix: "p" },
      threshold: 0.2,
    };
    const suite = nearly({
      description: "d",
      prompts: ["{{a}} {{b.c | upper}}", '[{"role":"user","content":"{{a}}"}]'],
      providers: [{ id: "openai:gpt", config: { temperature: 1 } }],
      defaultTest: own,
      tests: [own, { $ref: "#/x" }],
      scenarios: [{ config: [own], tests: [own] }],
      evaluateOptions: { repeat: 2 },
      x: own,
    });
    fc.assert(
      fc.property(fc.oneof(suite, any), (value) => {
        const read = readPromptfoo(JSON.stringify(value) ?? "", new Map(), "c.json");
        for (const judge of read.ok ? read.suite.rules : [])
          expect(RuleJudge.safeParse(judge).success).toBe(true);
        if (read.ok)
          expect(new Set(read.suite.cases.map(({ id }) => id)).size).toBe(read.suite.cases.length);
        else if (read.wanted.length === 0) saysWhy(read.problems);
      }),
      { numRuns: 300 },
    );
  });
});
