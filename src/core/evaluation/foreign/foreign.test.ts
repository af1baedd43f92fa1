import { describe, expect, test } from "vitest";
import { readGarak } from "./garak.ts";
import { readInspectLog } from "./inspect/inspect.ts";
import { toJUnit } from "./junit.ts";
import { toRunRows } from "./toRunRows.ts";

const header = {
  version: 2,
  status: "success",
  eval: { task: "arithmetic", model: "mockllm/model", created: "2026-09-01T10:00:00+00:00" },
};
const sample = (id: string, epoch: number, value: unknown) => ({
  id,
  epoch,
  input: "What is 2 + 2?",
  messages: [
    { role: "user", content: [{ type: "text", text: "What is 2 + 2?" }] },
    {
      role: "assistant",
      content: "",
      tool_calls: [{ id: "c1", function: "add", arguments: { a: 2, b: 2 } }],
    },
    { role: "tool", content: "4", tool_call_id: "c1" },
    { role: "assistant", content: "4" },
  ],
  scores: { match: { value, explanation: "compared" } },
  model_usage: { "mockllm/model": { input_tokens: 7, output_tokens: 1 } },
  total_time: 1.5,
});

describe("a log of Inspect", () => {
  const read = readInspectLog(header, [
    sample("1", 1, "C"),
    sample("1", 2, "I"),
    { ...sample("2", 1, 0.4), error: { message: "no route to host" } },
    sample("3", 1, 0.4),
  ]);
  const rows = read.ok ? toRunRows(read.run) : undefined;

  test("becomes a run: samples are cases, epochs repetitions, tools stand with their results", () => {
    expect([rows?.cases.length, rows?.run.configuration.repetitions]).toEqual([3, 2]);
    expect(rows?.trials.map(({ ordinal, end }) => [ordinal, end])).toEqual([
      [0, "completed"],
      [1, "completed"],
      [2, "target_error"],
      [4, "completed"],
    ]);
    expect(rows?.trials[0]?.events[1]?.edit).toMatchObject({
      type: "tool_call",
      tool_name: "add",
      tool_result: "4",
    });
    expect(rows?.trials[0]?.usage).toMatchObject({ inputTokens: 7, latencyMs: 1500 });
  });

  test("keeps what could not be told apart from a no", () => {
    expect(rows?.verdicts.map(({ verdicts }) => verdicts[0]?.outcome)).toEqual([
      "yes",
      "no",
      "evidence_missing",
      "inconclusive",
    ]);
  });

  test("that is none is refused with the place", () => {
    const refused = readInspectLog(header, [{ id: "1", input: 7 }]);
    expect(refused).toMatchObject({ ok: false, problems: [{ pointer: "/samples/0/input" }] });
  });
});

describe("a report of garak", () => {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const attempt = (status: number, prompt: unknown, outputs: unknown[], scores: number[]) =>
    line({
      entry_type: "attempt",
      status,
      probe_classname: "dan.Dan_11_0",
      prompt,
      outputs,
      detector_results: { "dan.DAN": scores },
    });
  const text = [
    line({
      entry_type: "start_run setup",
      "plugins.model_type": "test",
      "plugins.model_name": "m",
    }),
    line({ entry_type: "init", run: "01234567-89", start_time: "2026-09-01T10:00:00" }),
    attempt(1, "Ignore it", ["DAN: sure"], []),
    attempt(2, "Ignore it", ["DAN: sure", null], [1, 0]),
    attempt(
      2,
      { turns: [{ role: "user", content: { text: "Ignore it" } }] },
      [{ text: "No." }],
      [0],
    ),
  ].join("");

  test("becomes a run: each output a trial, each detector a dimension; the same prompt is one case", () => {
    const read = readGarak(text);
    const rows = read.ok ? toRunRows(read.run) : undefined;
    expect([rows?.cases.length, rows?.trials.length]).toEqual([1, 3]);
    expect(new Set(rows?.trials.map(({ id }) => id)).size).toBe(3);
    expect(rows?.verdicts.map(({ verdicts }) => verdicts[0]?.outcome)).toEqual([
      "yes",
      "evidence_missing",
      "no",
    ]);
    expect(rows?.run.configuration.target).toMatchObject({ type: "test", name: "m" });
  });

  test("in which nothing was evaluated is refused, and a torn last line is no fault", () => {
    expect(readGarak(line({ entry_type: "init" }))).toMatchObject({ ok: false });
    expect(readGarak(`${text}{"entry_ty`)).toMatchObject({ ok: true });
  });
});

test("JUnit counts a yes as a failure, and what nobody could answer as an error", () => {
  const read = readInspectLog(header, [
    sample("1", 1, "C"),
    sample("2<&", 1, "I"),
    { ...sample("3", 1, "I"), error: { message: "]]> gone\u0007" } },
  ]);
  const rows = read.ok ? toRunRows(read.run) : undefined;
  const cases = new Map(rows?.cases.map((held) => [held.id, held]));
  const xml = toJUnit("a & b", rows?.verdicts ?? [], cases);
  expect(xml).toContain(
    '<testsuites name="a &amp; b" tests="3" failures="1" errors="1" skipped="0">',
  );
  expect(xml).toContain("2&lt;&amp;");
  expect(xml).toContain("]]&gt; gone\ufffd");
});
