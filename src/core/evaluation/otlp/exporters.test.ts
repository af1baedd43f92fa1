import { describe, expect, test } from "vitest";
import { readTraces } from "./readTraces.ts";

type Value = string | number;
const span = (
  at: number,
  values: Readonly<Record<string, Value>>,
  events: readonly object[] = [],
) => ({
  traceId: "q83vEjRWeJCrze8SNFZ4kA==",
  name: `span ${at}`,
  startTimeUnixNano: String(at),
  endTimeUnixNano: at + 1,
  attributes: attributesOf(values),
  events,
});
const attributesOf = (values: Readonly<Record<string, Value>>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) },
  }));
const edits = (...spans: readonly object[]) =>
  readTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] }).conversations.flatMap(({ events }) =>
    events.map(({ edit }) =>
      edit.type === "tool_call"
        ? `${edit.tool_name}(${JSON.stringify(edit.tool_args)}) = ${edit.tool_result}`
        : `${edit.message.role}: ${edit.message.content}`,
    ),
  );
const CHAT = { "gen_ai.operation.name": "chat" };
const json = (value: unknown) => JSON.stringify(value);

describe("what a model was told and what it answered", () => {
  const text = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });

  test("stand in attributes of the conventions; each is told once, a call is bound to its span and its result", () => {
    const call = { type: "tool_call", id: "1", name: "weather", arguments: { city: "Oslo" } };
    const asked = [text("user", "Rain?")];
    expect(
      edits(
        span(1, {
          ...CHAT,
          "gen_ai.system_instructions": json([{ type: "text", content: "Be brief." }]),
          "gen_ai.input.messages": json(asked),
          "gen_ai.output.messages": json([
            { role: "assistant", parts: [call], finish_reason: "tool_call" },
          ]),
        }),
        span(2, {
          "gen_ai.operation.name": "execute_tool",
          "gen_ai.tool.name": "weather",
          "gen_ai.tool.call.id": "1",
          "gen_ai.tool.call.result": "rain",
        }),
        span(3, {
          ...CHAT,
          "gen_ai.input.messages": json([
            ...asked,
            { role: "assistant", parts: [call] },
            { role: "tool", parts: [{ type: "tool_call_response", id: "1", response: "rain" }] },
            text("user", "Rain?"),
          ]),
          "gen_ai.output.messages": json([text("assistant", "Yes.")]),
        }),
      ),
    ).toEqual([
      "system: Be brief.",
      "user: Rain?",
      'weather({"city":"Oslo"}) = rain',
      // It was asked a second time.
      "user: Rain?",
      "assistant: Yes.",
    ]);
  });

  test("stand in events of older conventions", () => {
    const event = (name: string, values: Record<string, Value>) => ({
      name,
      attributes: attributesOf(values),
    });
    expect(
      edits(
        span(1, { "gen_ai.system": "openai" }, [
          event("gen_ai.user.message", { content: "Hello" }),
          event("gen_ai.choice", { index: 0, message: json({ role: "assistant", content: "Hi" }) }),
        ]),
        span(2, { "gen_ai.system": "openai" }, [
          event("gen_ai.content.prompt", {
            "gen_ai.prompt": json([{ role: "user", content: "And now?" }]),
          }),
          event("gen_ai.content.completion", {
            "gen_ai.completion": json([{ role: "assistant", content: "Still." }]),
          }),
        ]),
      ),
    ).toEqual(["user: Hello", "assistant: Hi", "user: And now?", "assistant: Still."]);
  });

  test("stand in attributes that are numbered through, of Traceloop's exporters", () => {
    const spans = [
      span(1, {
        "gen_ai.system": "OpenAI",
        "gen_ai.request.model": "m",
        "gen_ai.usage.prompt_tokens": 7,
        "gen_ai.usage.completion_tokens": 2,
        "gen_ai.prompt.0.role": "user",
        "gen_ai.prompt.0.content": "Rain?",
        "gen_ai.completion.0.role": "assistant",
        "gen_ai.completion.0.tool_calls.0.id": "1",
        "gen_ai.completion.0.tool_calls.0.name": "weather",
        "gen_ai.completion.0.tool_calls.0.arguments": '{"city":"Oslo"}',
      }),
      span(2, {
        "traceloop.span.kind": "tool",
        "traceloop.entity.name": "clock",
        "traceloop.entity.output": "noon",
      }),
      span(3, {
        "gen_ai.system": "OpenAI",
        "gen_ai.completion.0.role": "assistant",
        "gen_ai.completion.0.content": "Yes.",
      }),
    ];
    expect(edits(...spans)).toEqual([
      "user: Rain?",
      'weather({"city":"Oslo"}) = ',
      "clock({}) = noon",
      "assistant: Yes.",
    ]);
    const [own] = readTraces({
      resource_spans: [{ instrumentationLibrarySpans: [{ spans }] }],
    }).conversations;
    expect(own?.raw.total_tokens).toEqual({ input: 7, output: 2 });
  });

  test("stand in attributes that are numbered through, of OpenInference's", () => {
    const LLM = { "openinference.span.kind": "LLM" };
    expect(
      edits(
        span(1, {
          ...LLM,
          "llm.input_messages.0.message.role": "system",
          "llm.input_messages.0.message.content": "Be brief.",
          "llm.input_messages.1.message.role": "user",
          "llm.input_messages.1.message.contents.0.message_content.type": "text",
          "llm.input_messages.1.message.contents.0.message_content.text": "Rain?",
          "llm.output_messages.0.message.role": "assistant",
          "llm.output_messages.0.message.content": "Let me see.",
          "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "weather",
          "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": "{}",
        }),
      ),
    ).toEqual(["system: Be brief.", "user: Rain?", "assistant: Let me see.", "weather({}) = "]);
  });

  test("stand under the names of the AI SDK", () => {
    expect(
      edits(
        span(1, {
          "ai.operationId": "ai.generateText.doGenerate",
          "gen_ai.system": "x",
          "ai.prompt.messages": json([
            { role: "user", content: [{ type: "text", text: "Rain?" }] },
          ]),
          "ai.response.text": "Yes.",
        }),
        span(2, {
          "ai.operationId": "ai.toolCall",
          "ai.toolCall.name": "weather",
          "ai.toolCall.id": "1",
          "ai.toolCall.args": '{"c":1}',
          "ai.toolCall.result": '"rain"',
        }),
      ),
    ).toEqual(["user: Rain?", "assistant: Yes.", 'weather({"c":1}) = rain']);
  });
});

test.each([
  [{ data: [{ traceID: "1", spans: [] }] }, "Jaeger"],
  [{ name: "x", context: { trace_id: "1" }, start_time: "2026" }, "console exporter"],
  [{ resourceLogs: [] }, "logs or metrics"],
])("%j is no OTLP trace, and it is said what it is", (document, says) => {
  expect(readTraces(document).problems[0]?.message).toContain(says);
});
