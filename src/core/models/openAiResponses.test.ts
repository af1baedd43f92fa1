import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChatReply } from "./chat.ts";
import { readResponsesRequest, toResponsesEvents, toResponsesReply } from "./openAiResponses.ts";

const reply = (more: Partial<ChatReply> = {}): ChatReply => ({
  content: "It rains in Zürich 🌧.",
  toolCalls: [],
  finish: "stop",
  usage: { input: 3, output: 9 },
  model: "m",
  ...more,
});
const call = { id: "c1", name: "look", arguments: '{"at":"sky"}' };

describe("OpenAI's responses, served", () => {
  test("a text, instructions, tools and what came of them are read", () => {
    expect(
      readResponsesRequest({
        instructions: "Be brief.",
        input: [
          { role: "user", content: [{ type: "input_text", text: "Look." }] },
          { type: "function_call", call_id: "c1", name: "look", arguments: '{"at":"sky"}' },
          { type: "function_call_output", call_id: "c1", output: "grey" },
          { role: "assistant", content: [{ type: "output_text", text: "Grey." }] },
          { role: "developer", content: "Now in French." },
        ],
        tools: [{ type: "function", name: "look", parameters: { type: "object" } }],
        max_output_tokens: 7,
        text: { format: { type: "json_schema", name: "a", schema: { type: "string" } } },
      }),
    ).toEqual({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Look." },
        { role: "assistant", content: "", toolCalls: [call] },
        { role: "tool", content: "grey", toolCallId: "c1" },
        { role: "assistant", content: "Grey.", toolCalls: [] },
        { role: "system", content: "Now in French." },
      ],
      tools: [{ name: "look", description: "", parameters: { type: "object" } }],
      sampling: { temperature: null, topP: null, maxTokens: 7, seed: null },
      answerSchema: { type: "string" },
    });
    expect(readResponsesRequest({ input: "Hello" })?.messages).toEqual([
      { role: "user", content: "Hello" },
    ]);
    expect(readResponsesRequest({ messages: [] })).toBeNull();
  });

  test("an answer says what it is, whether it is whole, and what it used", () => {
    expect(toResponsesReply(reply({ toolCalls: [call], content: "" }), "r")).toMatchObject({
      status: "completed",
      output: [{ type: "function_call", call_id: "c1", name: "look" }],
      usage: { input_tokens: 3, output_tokens: 9, total_tokens: 12 },
    });
    expect(toResponsesReply(reply({ finish: "length" }), "r")).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ type: "message", content: [{ type: "output_text" }] }],
    });
  });

  test("its pieces come to the whole, in their order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (content, written) => {
        const said = reply({ content, toolCalls: [{ ...call, arguments: written }] });
        const events = toResponsesEvents(said, "r").map(({ data }) => JSON.parse(data));
        const joined = (type: string): string =>
          events
            .filter((event) => event.type === type)
            .map(({ delta }) => delta)
            .join("");
        expect(joined("response.output_text.delta")).toBe(content);
        expect(joined("response.function_call_arguments.delta")).toBe(written);
        expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
        expect(events.at(-1)).toMatchObject({
          type: "response.completed",
          response: toResponsesReply(said, "r"),
        });
      }),
    );
  });
});
