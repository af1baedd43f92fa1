import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAnthropicReply, toAnthropicReply } from "./anthropicReply.ts";
import { readAnthropicRequest, toAnthropicRequest } from "./anthropicRequest.ts";
import { toAnthropicEvents } from "./anthropicStream.ts";
import { type ChatMessage, type ChatReply, FINISHES, PLAIN_SAMPLING } from "./chat.ts";
import type { ModelProtocol } from "./endpoint.ts";
import { readOpenAiReply, toOpenAiReply } from "./openAiReply.ts";
import { readOpenAiRequest, toOpenAiRequest } from "./openAiRequest.ts";
import { toOpenAiEvents } from "./openAiStream.ts";
import { DIALECTS } from "./protocol.ts";
import { openSseReader, type SseEvent, toSseText } from "./sse.ts";
import { openReplyFold } from "./stream.ts";

const word = fc.string({ minLength: 1, maxLength: 12 });
const call = fc.record({
  id: word,
  name: word,
  arguments: fc
    .dictionary(word, fc.oneof(fc.string(), fc.integer(), fc.boolean()))
    .map((o) => JSON.stringify(Object.fromEntries(Object.entries(o)))),
});
const reply = fc
  .record({
    content: fc.string({ unit: "grapheme", maxLength: 60 }),
    toolCalls: fc.array(call, { maxLength: 3 }),
    finish: fc.constantFrom(...FINISHES),
    tokens: fc.option(fc.integer({ min: 1_000, max: 9_999 })),
    model: word,
  })
  .map(({ tokens, ...rest }): ChatReply => {
    const plain = rest.finish === "stop" || rest.finish === "other";
    return {
      ...rest,
      finish: plain && rest.toolCalls.length > 0 ? "tool_calls" : rest.finish,
      usage: { input: tokens, output: tokens },
    };
  });

const SERVERS: Readonly<
  Record<
    ModelProtocol,
    { whole: (reply: ChatReply) => unknown; events: (reply: ChatReply) => SseEvent[] }
  >
> = {
  "openai-chat": {
    whole: (one) => toOpenAiReply(one, "id"),
    events: (one) => toOpenAiEvents(one, "id", 3),
  },
  "anthropic-messages": {
    whole: (one) => toAnthropicReply(one, "id"),
    events: (one) => toAnthropicEvents(one, "id", 3),
  },
};
const PROTOCOLS = Object.keys(SERVERS) as ModelProtocol[];

describe.each(PROTOCOLS)("an answer in the words of %s", (protocol) => {
  const { whole, events } = SERVERS[protocol];
  const { readReply } = DIALECTS[protocol];

  test("is read as it was given, whole", () => {
    fc.assert(
      fc.property(reply, (given) => {
        const wire: unknown = JSON.parse(JSON.stringify(whole(given)));
        expect(readReply(wire)).toEqual({ ok: true, value: given });
      }),
    );
  });

  test("is the same in pieces, cut anywhere", () => {
    fc.assert(
      fc.property(reply, fc.array(fc.nat(400), { maxLength: 12 }), (given, places) => {
        const bytes = new TextEncoder().encode(events(given).map(toSseText).join(""));
        const cuts = [...places.sort((a, b) => a - b), bytes.length];
        const reader = openSseReader();
        const fold = openReplyFold(protocol);
        let from = 0;
        for (const to of cuts) {
          for (const event of reader.push(bytes.slice(from, to))) fold.push(event);
          from = Math.max(from, to);
        }
        for (const event of reader.end()) fold.push(event);
        const wire = fold.end();
        expect(wire.ok && readReply(wire.value)).toEqual({ ok: true, value: given });
      }),
    );
  });

  test("that breaks off is no answer", () => {
    const fold = openReplyFold(protocol);
    const given: ChatReply = {
      content: "a long answer",
      toolCalls: [],
      finish: "stop",
      usage: { input: null, output: null },
      model: null,
    };
    for (const event of events(given).slice(0, 4)) fold.push(event);
    expect(fold.end()).toMatchObject({ ok: false, refusal: { code: "model/malformed" } });
  });

  test("of whatever shape is read or refused with its place, never thrown over", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readReply(value);
        if (!read.ok) expect(read.refusal.detail).toMatch(/^At \//);
      }),
    );
  });
});

const messages: readonly ChatMessage[] = [
  { role: "system", content: "You are short." },
  { role: "user", content: "What is the weather?" },
  {
    role: "assistant",
    content: "",
    toolCalls: [{ id: "c1", name: "weather", arguments: '{"town":"Łódź"}' }],
  },
  { role: "tool", content: "4 °C", toolCallId: "c1" },
  { role: "assistant", content: "Cold.", toolCalls: [] },
  { role: "user", content: "Thanks" },
];
const parameters = {
  type: "object",
  properties: { town: { type: "string" } },
  required: ["town"],
  additionalProperties: false,
};
const asked = {
  messages,
  tools: [{ name: "weather", description: "Tells the weather", parameters }],
  sampling: { temperature: 0.5, topP: 0.9, maxTokens: 100, seed: 7 },
  answerSchema: parameters,
};

describe("a request", () => {
  test("reaches an OpenAI-compatible server whole", () => {
    expect(readOpenAiRequest(toOpenAiRequest("gpt-x", asked))).toEqual(asked);
  });

  test("reaches an Anthropic server whole, but for the seed, which it cannot be told", () => {
    const sampling = { ...asked.sampling, seed: null };
    expect(readAnthropicRequest(toAnthropicRequest("m", asked))).toEqual({ ...asked, sampling });
  });

  test("says nothing that was left to the endpoint", () => {
    const plain = { messages: [], tools: [], sampling: PLAIN_SAMPLING, answerSchema: null };
    expect(toOpenAiRequest("m", plain)).toEqual({ model: "m", messages: [] });
    expect(toAnthropicRequest("m", plain)).toEqual({ model: "m", messages: [], max_tokens: 4096 });
  });

  test("to OpenAI's reasoning models names the limit as they want it", () => {
    expect(toOpenAiRequest("gpt-5-mini", asked)).toMatchObject({ max_completion_tokens: 100 });
    expect(toOpenAiRequest("llama", asked)).toMatchObject({ max_tokens: 100 });
  });

  test("puts the results of several calls into one turn of Anthropic's", () => {
    const results: ChatMessage[] = ["a", "b"].map((id) => ({
      role: "tool",
      content: id,
      toolCallId: id,
    }));
    const wire = toAnthropicRequest("m", { ...asked, messages: results });
    expect(wire.messages).toMatchObject([
      { role: "user", content: [{ tool_use_id: "a" }, { tool_use_id: "b" }] },
    ]);
  });
});

describe("figures of tokens", () => {
  const openAi = (usage: unknown, asked = 0) =>
    readOpenAiReply(
      { choices: [{ message: { content: "x".repeat(1_000) }, finish_reason: "stop" }], usage },
      asked,
    );
  test.each([
    ["are absent", undefined],
    ["are null", { prompt_tokens: null, completion_tokens: null }],
    ["are negative", { prompt_tokens: -5, completion_tokens: -1 }],
    ["are no numbers", { prompt_tokens: "12", completion_tokens: Number.NaN }],
    ["are beyond every model", { prompt_tokens: 1e15, completion_tokens: 1e12 }],
    ["are parts of tokens", { prompt_tokens: 1.5, completion_tokens: 9.25 }],
    ["are too few for the text", { prompt_tokens: 1, completion_tokens: 1 }],
  ])("that %s are unknown, not 0", (_, usage) => {
    const read = openAi(usage, 5_000);
    expect(read.ok && read.value.usage).toEqual({ input: null, output: null });
  });

  test("that can be true are taken, with what came from a cache", () => {
    expect(openAi({ prompt_tokens: 40, completion_tokens: 300 })).toMatchObject({
      value: { usage: { input: 40, output: 300 } },
    });
    const usage = { input_tokens: 3, cache_read_input_tokens: 900, output_tokens: 2 };
    expect(readAnthropicReply({ content: [{ type: "text", text: "hi" }], usage })).toMatchObject({
      value: { usage: { input: 903, output: 2 } },
    });
  });
});

describe("servers with habits of their own", () => {
  const read = (message: object, finish_reason: unknown = "stop") =>
    readOpenAiReply({ choices: [{ message, finish_reason }] });

  test("that give arguments as an object, no ids and the wrong finish are understood", () => {
    const tool_calls = [{ function: { name: "f", arguments: { a: 1 } } }];
    expect(read({ content: null, tool_calls })).toMatchObject({
      value: {
        toolCalls: [{ id: "call_0", name: "f", arguments: '{"a":1}' }],
        finish: "tool_calls",
      },
    });
  });

  test("that call by the old way, answer in parts, or refuse apart are understood", () => {
    const old = { content: null, function_call: { name: "f", arguments: "{}" } };
    expect(read(old, "function_call")).toMatchObject({ value: { finish: "tool_calls" } });
    const parts = [
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ];
    expect(read({ content: parts })).toMatchObject({ value: { content: "ab" } });
    expect(read({ content: null, refusal: "No." })).toMatchObject({ value: { content: "No." } });
  });

  test("that answer 200 with an error are told apart from an answer", () => {
    const refusal = { detail: "At /error: the endpoint answers with an error: overloaded" };
    expect(readOpenAiReply({ error: { message: "overloaded" } })).toMatchObject({ refusal });
    expect(
      readAnthropicReply({ type: "error", error: { type: "x", message: "overloaded" } }),
    ).toMatchObject({ refusal });
  });
});
