import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTraces, readTraces } from "./readTraces.ts";
import { toSpacedJson } from "./spacedJson.ts";

type Value = string | number | boolean;
const wrap = (value: Value) => {
  if (typeof value === "string") return { stringValue: value };
  return typeof value === "number" ? { intValue: String(value) } : { boolValue: value };
};
const attributesOf = (values: Record<string, Value>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: wrap(value) }));

const span = (name: string, at: number, values: Record<string, Value>, events: unknown[] = []) => ({
  traceId: "t1",
  name,
  startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(at) * 1_000_000n),
  endTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(at + 250) * 1_000_000n),
  attributes: attributesOf(values),
  events,
});
const trace = (...spans: unknown[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const eventsOf = (...spans: unknown[]) =>
  readTraces(trace(...spans)).conversations[0]?.events ?? [];
const editsOf = (...spans: unknown[]) => eventsOf(...spans).map(({ edit }) => edit);

describe("a trace in OpenInference", () => {
  const model = span("agent", 10, {
    "openinference.span.kind": "LLM",
    "output.value": "It rains.",
    "llm.model_name": "small",
    "llm.token_count.prompt": 12,
    "llm.token_count.completion": 3,
    "langgraph.node": "answer",
  });

  test("becomes what was said and which tools were called, in the order of time", () => {
    const tool = span("weather", 5, {
      "openinference.span.kind": "TOOL",
      "tool.name": "weather",
      "input.value": '{"city":"Oslo"}',
      "output.value": "rain",
    });
    expect(editsOf(model, tool)).toEqual([
      { type: "tool_call", tool_name: "weather", tool_args: { city: "Oslo" }, tool_result: "rain" },
      { type: "add_message", message: { role: "assistant", content: "It rains." } },
    ]);
    expect(readTraces(trace(model, tool)).conversations[0]?.raw).toEqual({
      nodes_visited: ["answer"],
      tools_called: ["weather"],
      total_tokens: { input: 12, output: 3 },
      total_latency_ms: 250,
      llm_call_count: 1,
    });
  });

  test("keeps arguments that are no JSON, and spans of no known kind that say something", () => {
    const tool = span("t", 1, { "openinference.span.kind": "TOOL", "input.value": "Oslo {" });
    expect(editsOf(tool)).toMatchObject([{ tool_name: "t", tool_args: { raw: "Oslo {" } }]);
    const odd = span("plan", 1, { "input.value": "what now" });
    expect(eventsOf(odd)).toMatchObject([
      { edit: { message: { content: "[UNKNOWN] plan" } }, raw: { _span_kind: "UNKNOWN" } },
    ]);
    expect(eventsOf(span("silent", 1, {}))).toEqual([]);
  });
});

describe("a trace in OpenTelemetry's generative conventions", () => {
  const chat = (values: Record<string, Value>, events: unknown[] = []) =>
    span("chat small", 0, { "gen_ai.operation.name": "chat", ...values }, events);

  test("says what the model answered, and not what it was asked", () => {
    const messages = [
      { role: "user", content: "Hello" },
      { role: "assistant", parts: [{ type: "text", content: "Good " }, { type: "image" }, "day"] },
    ];
    expect(editsOf(chat({ "gen_ai.output.messages": JSON.stringify(messages) }))).toMatchObject([
      { message: { content: "Good day" } },
    ]);
  });

  test("binds a result to its call, whichever came first", () => {
    const choice = {
      name: "gen_ai.choice",
      attributes: attributesOf({
        message: JSON.stringify({
          content: "Let me look.",
          tool_calls: [{ id: "c1", function: { name: "look", arguments: '{"at":"sky"}' } }],
        }),
      }),
    };
    const result = {
      name: "gen_ai.tool.message",
      attributes: attributesOf({ id: "c1", content: '{"sky":"grey","at":1.0}' }),
    };
    const call = {
      type: "tool_call",
      tool_name: "look",
      tool_args: { at: "sky" },
      tool_result: '{"sky": "grey", "at": 1.0}',
      tool_call_id: "c1",
    };
    expect(editsOf(chat({}, [result, choice]))).toContainEqual(call);
    const later = span("chat again", 9, { "gen_ai.operation.name": "chat" }, [choice]);
    expect(editsOf(chat({}, [result]), later)).toContainEqual(call);
  });

  test("of a span that carries both conventions, the older one is read", () => {
    const both = chat({ "openinference.span.kind": "CHAIN", "gen_ai.output.messages": "Hello" });
    expect(eventsOf(both)).toEqual([]);
  });
});

describe("files", () => {
  test("a document on each line is read like all of them in one", () => {
    const said = { "openinference.span.kind": "LLM", "output.value": "x", "session.id": "s1" };
    const [one, other] = [span("a", 2, said), span("b", 1, { ...said, n: 3 })];
    const lines = [trace(one), { resourceLogs: [] }, trace(other)]
      .map((document) => JSON.stringify(document))
      .join("\r\n");
    expect(parseTraces(lines)).toEqual(readTraces(trace(one, other)));
    expect(parseTraces(JSON.stringify(trace(one)))).toEqual(readTraces(trace(one)));
    for (const text of ["", "{", "[]\n{", "{}\n3"]) expect(parseTraces(text)).toBeNull();
  });

  test("every span of a conversation is seen, with its attributes, in the order of time", () => {
    const at = (name: string, when: number) => span(name, when, { "session.id": "s1", n: when });
    expect(readTraces(trace(at("b", 2), at("a", 1))).spans).toEqual([
      [
        { name: "a", attributes: { "session.id": "s1", n: 1 } },
        { name: "b", attributes: { "session.id": "s1", n: 2 } },
      ],
    ]);
  });

  test("conversations are told apart by the attribute asked for, or by their trace", () => {
    const said = { "openinference.span.kind": "LLM", "output.value": "x" };
    const one = span("a", 1, { ...said, "session.id": "s1", user: "u" });
    const other = span("b", 2, { ...said, "session.id": "s2", user: "u" });
    const bare = span("c", 3, said);
    const idsBy = (key?: string) =>
      readTraces(trace(one, other, bare), key).conversations.map(
        ({ metadata }) => metadata.session_id,
      );
    expect(idsBy()).toEqual(["s1", "s2", "t1"]);
    expect(idsBy("user")).toEqual(["u", "t1"]);
  });

  test("what is no trace is a problem, and of spans the sound ones are read", () => {
    expect(readTraces({ spans: [] }).problems[0]?.rule).toBe("otlp/resource-spans");
    const mixed = trace(7, { startTimeUnixNano: "soon" }, span("a", 1, { "input.value": "x" }));
    const { conversations, problems } = readTraces(mixed);
    expect(conversations).toHaveLength(1);
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      "/resourceSpans/0/scopeSpans/0/spans/0",
      "/resourceSpans/0/scopeSpans/0/spans/1",
    ]);
  });

  test("whatever stands in a document, it is read without throwing", () => {
    const keys = fc.constantFrom(
      "resourceSpans",
      "scopeSpans",
      "spans",
      "attributes",
      "events",
      "key",
      "value",
      "stringValue",
      "arrayValue",
      "values",
      "startTimeUnixNano",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 8 },
        fc.constantFrom(null, 1, -1, "x", "gen_ai.choice", true, 1e300),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(keys, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const spans = { resourceSpans: [{ scopeSpans: [{ spans: [value] }] }] };
        for (const document of [value, spans])
          expect(readTraces(document).conversations).toBeDefined();
      }),
    );
  });

  test("JSON is spelt as Python spells it", () => {
    expect(toSpacedJson('{"a":1.0,"b":[1e5,"x, y:é\\u00e9"]}')).toBe(
      '{"a": 1.0, "b": [100000.0, "x, y:\\u00e9\\u00e9"]}',
    );
    expect(toSpacedJson("[129.50,12345678901234567890,1e16,0.00001,1E-7,-0.0,2.5e-3,1e400]")).toBe(
      "[129.5, 12345678901234567890, 1e+16, 1e-05, 1e-07, -0.0, 0.0025, Infinity]",
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const spaced = toSpacedJson(JSON.stringify(value));
        expect(JSON.parse(spaced)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(spaced).toMatch(/^[ -~\u007f]*$/);
      }),
    );
  });
});
