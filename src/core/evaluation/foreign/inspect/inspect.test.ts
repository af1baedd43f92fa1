import { describe, expect, test } from "vitest";
import { parseLooseJson } from "../looseJson.ts";
import { toRunRows } from "../toRunRows.ts";
import { readInspectLog } from "./inspect.ts";

const header = { version: 2, status: "success", eval: { task: "t", model: "m" } };
const read = (samples: unknown, head: object = header) => {
  const found = readInspectLog({ ...header, ...head }, samples);
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join("\n"));
  return { run: found.run, rows: toRunRows(found.run) };
};
const refusal = (samples: unknown) => {
  const found = readInspectLog(header, samples);
  return found.ok ? [] : found.problems.map(({ message }) => message);
};
const sample = (more: object) => ({ id: 1, epoch: 1, input: "2 + 2?", ...more });
const verdicts = (samples: unknown, head?: object) =>
  read(samples, head).rows.verdicts.map((row) =>
    Object.fromEntries(row.verdicts.map(({ dimension, outcome }) => [dimension, outcome])),
  );

describe("samples of an Inspect log", () => {
  test("that are no list, or not there, or none, are refused with what to do", () => {
    expect(refusal({ a: 1 })).toEqual([
      expect.stringMatching(/^\/samples: must be a list.*Give the log/),
    ]);
    expect(refusal(undefined)).toEqual([
      expect.stringMatching(/^\/samples: is not there.*--log-samples/),
    ]);
    expect(refusal([])).toEqual([expect.stringMatching(/^\/samples: is empty/)]);
  });

  test("of which the log speaks of more are told", () => {
    const { notes } = read([sample({ scores: {} })], {
      status: "cancelled",
      results: { total_samples: 3 },
    }).run;
    expect(notes.slice(0, 2)).toEqual([
      "The log's status is cancelled.",
      "The log speaks of 3 samples, and holds 1.",
    ]);
  });
});

describe("scores", () => {
  test("are letters, figures, words, mappings and lists; each name stays, whatever it is", () => {
    const scores = (text: string) => sample({ scores: JSON.parse(text) as object });
    expect(
      verdicts([
        scores(
          '{"__proto__":{"value":"C"},"constructor":{"value":"I"},"n":{"value":"N"},"p":{"value":"P"},"t":{"value":true},"f":{"value":0.0},"s":{"value":0.5},"none":{"value":null},"d":{"value":{"a":1,"b":"I"}},"l":{"value":["C",0]}}',
        ),
      ])[0],
    ).toEqual(
      JSON.parse(
        '{"__proto__":"yes","constructor":"no","n":"no","p":"inconclusive","t":"yes","f":"no","s":"inconclusive","none":"unscored","d/a":"yes","d/b":"no","l/0":"yes","l/1":"no"}',
      ),
    );
  });

  test("of the first version stand alone, under the scorer's name", () => {
    const log = parseLooseJson(
      '{"version":1,"status":"success","eval":{"task":"t","model":"m"},"results":{"scorer":{"name":"includes"},"metrics":{"accuracy":{"value":NaN}}},"samples":[{"id":1,"epoch":1,"input":"NaN?","choices":null,"target":"4","messages":[],"output":{"choices":[{"message":{"role":"assistant","content":"4"}}]},"score":{"value":"C"}}]}',
    ) as { samples: unknown[] };
    expect(verdicts(log.samples, log)).toEqual([{ includes: "yes" }]);
    expect(read(log.samples, log).rows.trials[0]?.events.map(({ edit }) => edit)).toEqual([
      { type: "add_message", message: { role: "user", content: "NaN?" } },
      { type: "add_message", message: { role: "assistant", content: "4" } },
    ]);
  });

  test("of a sample that reached a limit count, as they do for Inspect", () => {
    const limit = { type: "message", limit: 30 };
    const scores = { match: { value: "I" } };
    const { rows } = read([sample({ limit, scores }), sample({ id: 2, limit })]);
    expect(rows.trials.map(({ end, fault }) => [end, fault])).toEqual([
      ["turn_limit", "The limit of message (30) was reached."],
      ["ceiling", "The limit of message (30) was reached."],
    ]);
    expect(verdicts([sample({ limit, scores })])).toEqual([{ match: "no" }]);
  });
});

describe("messages", () => {
  const edits = (messages: unknown[], more: object = {}) =>
    read([sample({ messages, ...more })]).rows.trials[0]?.events.map(({ edit }) => edit);

  test("of tools answer the call before them; one that answers none is kept", () => {
    const call = (id: string) => ({
      role: "assistant",
      content: "",
      tool_calls: [{ id, function: "f", arguments: {} }],
    });
    const result = (content: string, more: object = {}) => ({
      role: "tool",
      content,
      tool_call_id: "1",
      ...more,
    });
    expect(
      edits([
        call("1"),
        result("first"),
        call("1"),
        result("", { error: { type: "timeout", message: "too slow" } }),
        result("nobody asked"),
      ]),
    ).toMatchObject([
      { type: "tool_call", tool_result: "first" },
      { type: "tool_call", tool_result: "[error] too slow" },
      { type: "add_message", message: { role: "tool", content: "nobody asked" } },
    ]);
  });

  test("think apart from what they say, and leave a mark where a picture was", () => {
    const { run, rows } = read([
      sample({
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "What is it?" },
              { type: "image", image: "attachment://a1" },
            ],
          },
          {
            role: "assistant",
            content: [
              { type: "reasoning", reasoning: "hm" },
              { type: "text", text: "attachment://b2" },
              { type: "tool_use", name: "search", arguments: '{"q":1}', result: "found", id: "s" },
            ],
          },
        ],
        attachments: { a1: "data:image/png;base64,AA==", b2: "A cat." },
      }),
    ]);
    const events = rows.trials[0]?.events ?? [];
    expect(events.map(({ edit }) => edit)).toMatchObject([
      { message: { content: "What is it?\n[image]" } },
      { message: { content: "A cat." } },
      { tool_name: "search", tool_args: { q: 1 }, tool_result: "found" },
    ]);
    expect(events[1]?.raw).toEqual({ reasoning: ["hm"] });
    expect(rows.trials[0]?.evidence.truncated).toBe(true);
    expect(run.notes).toContain(
      "Pictures, sounds and files in messages, for which their kind stands in brackets: 1.",
    );
  });

  test("whose attachment is not there are told", () => {
    expect(
      read([sample({ messages: [{ role: "user", content: "attachment://gone" }] })]).run.notes,
    ).toContain("Texts in attachments that the log does not hold: 1.");
  });
});

test("JSON as Python writes it has NaN and the infinities, outside of texts", () => {
  expect(parseLooseJson('\ufeff{"a":NaN,"b":[-Infinity,-1],"c":"NaN \\" Infinity"}')).toEqual({
    a: null,
    b: [null, -1],
    c: 'NaN " Infinity',
  });
  expect(() => parseLooseJson('{"a":NaN')).toThrow(SyntaxError);
  expect(() => parseLooseJson("{Nan}")).toThrow(SyntaxError);
});
