import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK } from "../../../testing/guardSample.ts";
import { readSse, toSse, type WireEvent } from "../../../testing/modelWire.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { GuardedStream } from "./guardedStream.ts";
import { guardMessage } from "./messages/body.ts";
import { SPEECHES } from "./protocols.ts";
import { replaceText } from "./replaceText.ts";
import { guardResponse } from "./responses/body.ts";
import type { Protocol } from "./wire.ts";

const guard = compileGuard([SAMPLE_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const reading = { guard, audience: { kind: "public" }, isKept: false } as const;

function through(protocol: Protocol, events: readonly WireEvent[], choices = 1) {
  const { open } = SPEECHES[protocol];
  const stream = new GuardedStream({ open, reading, policy: "p", choices, mayAsk: false });
  const out = stream.push(new TextEncoder().encode(toSse(events))) + stream.end();
  return readSse(out).flatMap(({ data }) => (data === "[DONE]" ? [] : [data]));
}

const event = (data: { readonly type: string; readonly [name: string]: unknown }): WireEvent => ({
  event: data.type,
  data,
});
const text = (index: number, ...tokens: readonly string[]) => [
  event({ type: "content_block_start", index, content_block: { type: "text", text: "" } }),
  ...tokens.map((one) =>
    event({ type: "content_block_delta", index, delta: { type: "text_delta", text: one } }),
  ),
  event({ type: "content_block_stop", index }),
];
const end = [
  event({ type: "message_delta", delta: { stop_reason: "end_turn" } }),
  event({ type: "message_stop" }),
];
const textsOf = (events: readonly { readonly [name: string]: unknown }[]) =>
  events.flatMap(({ index, delta }) => {
    const said = (delta as { readonly text?: string } | undefined)?.text;
    return said === undefined ? [] : [[index, said]];
  });

describe("texts that a client joins", () => {
  test("are one text to the guard: a secret cut by the border of two blocks does not leave", () => {
    const out = through("anthropic-messages", [
      ...text(0, "Use AK", "1234"),
      ...text(1, "5678 now"),
      ...end,
    ]);
    expect(textsOf(out)).toEqual([
      [0, "Use "],
      [1, "[KEY] "],
      [1, "now"],
    ]);
    const types = out.map(({ type, index }) => [type, index]);
    expect(types).toContainEqual(["content_block_stop", 0]);
    expect(types.findIndex(([type]) => type === "content_block_stop")).toBeLessThan(
      types.findIndex(([type, index]) => type === "content_block_start" && index === 1),
    );
  });

  test("are one text in an answer in one piece, too", () => {
    const content = ["Use AK1234", "5678 now"].map((one) => ({ type: "text", text: one }));
    const { body } = guardMessage({ content, stop_reason: "end_turn" }, reading);
    expect(body.content).toMatchObject([{ text: "Use " }, { text: "[KEY] now" }]);
  });

  test("end where a tool is called: what was held leaves in its own block", () => {
    const call = [
      event({
        type: "content_block_start",
        index: 1,
        content_block: { type: "tool_use", id: "t", name: "n", input: {} },
      }),
      event({ type: "content_block_stop", index: 1 }),
    ];
    expect(
      textsOf(through("anthropic-messages", [...text(0, "Use AK1234"), ...call, ...end])),
    ).toEqual([
      [0, "Use "],
      [0, "AK1234"],
    ]);
  });
});

describe("texts that a client joins across what stands between them", () => {
  const call = (index: number) => [
    event({
      type: "content_block_start",
      index,
      content_block: { type: "tool_use", id: "t", name: "n", input: {} },
    }),
    event({ type: "content_block_stop", index }),
  ];

  test("leave no secret, of which the first half left before a tool was called", () => {
    const out = through("anthropic-messages", [
      ...text(0, "Use AK1234"),
      ...call(1),
      ...text(2, "5678 now"),
      ...end,
    ]);
    expect(JSON.stringify(out)).not.toContain("5678");
    expect(out.find(({ type }) => type === "message_delta")?.delta).toMatchObject({
      stop_reason: "refusal",
    });
  });

  test("are told in full where there is none", () => {
    const out = through("anthropic-messages", [
      ...text(0, "Use AK12 "),
      ...call(1),
      ...text(2, "and AK12345678 now"),
      ...end,
    ]);
    expect(
      textsOf(out)
        .map(([, said]) => said)
        .join(""),
    ).toBe("Use AK12 and [KEY] now");
  });

  const part = (content_index: number, delta: string) => ({
    type: "response.output_text.delta",
    output_index: 0,
    content_index,
    item_id: "m",
    delta,
  });
  const over = (content_index: number, said = "") => ({
    type: "response.output_text.done",
    output_index: 0,
    content_index,
    item_id: "m",
    text: said,
  });
  const message = { type: "message", id: "m", role: "assistant", status: "in_progress" };
  const response = (...deltas: readonly { readonly type: string }[]) => [
    event({ type: "response.created", response: { id: "r", status: "in_progress", output: [] } }),
    event({
      type: "response.output_item.added",
      output_index: 0,
      item: { ...message, content: [] },
    }),
    ...deltas.map(event),
    event({ type: "response.completed", response: { id: "r", status: "completed", output: [] } }),
  ];
  const deltasOf = (events: ReturnType<typeof through>) =>
    events.flatMap(({ type, delta }) => (type === "response.output_text.delta" ? [delta] : []));

  test("are the parts of a response's messages, too", () => {
    const told = through(
      "openai-responses",
      response(
        part(0, "Use AK"),
        part(0, "12 or "),
        over(0),
        part(1, "AK12345678 "),
        part(1, "now"),
        over(1),
      ),
    );
    expect(deltasOf(told).join("")).toBe("Use AK12 or [KEY] now");
    const cut = through("openai-responses", response(over(0, "Use AK1234"), part(1, "5678 now")));
    expect(JSON.stringify(cut)).not.toContain("5678");
    expect(cut.at(-1)?.type).toBe("response.incomplete");
  });

  test("are those of a response in one piece", () => {
    const texts = (...said: readonly string[]) => ({
      output: [{ ...message, content: said.map((one) => ({ type: "output_text", text: one })) }],
    });
    expect(guardResponse(texts("Use AK1234", "5678 now"), reading).body).toMatchObject({
      status: "incomplete",
      output: [],
    });
    expect(guardResponse(texts("Use AK12345678 ", "now"), reading).body).toMatchObject({
      output: [{ content: [{ text: "Use [KEY] " }, { text: "now" }] }],
    });
  });
});

const chunk = (index: number, delta: object, finish_reason: string | null = null): WireEvent => ({
  event: "",
  data: { id: "c", choices: [{ index, delta, finish_reason }] },
});

describe("several choices", () => {
  test("have a scanner each: what is cut between two of them is no secret, and what blocks one leaves the others be", () => {
    const strict = {
      ...SAMPLE_PACK,
      id: "strict",
      rules: SAMPLE_PACK.rules.map((rule) => ({ ...rule, action: "block" as const })),
    };
    const { open } = SPEECHES["openai-chat"];
    const by = { ...reading, guard: compileGuard([strict], { embargoed: [] }, SAMPLE_CHECKS) };
    const stream = new GuardedStream({ open, reading: by, policy: "p", choices: 3, mayAsk: false });
    const events = [
      chunk(0, { content: "AK1234" }),
      chunk(1, { content: "5678 is no key. " }),
      chunk(0, { content: "5678 is one. " }),
      chunk(2, { content: "Fine." }),
      chunk(0, { reasoning_content: "What else I thought. " }),
      chunk(0, { tool_calls: [{ index: 0, id: "t", function: { name: "n", arguments: "{}" } }] }),
      chunk(0, {}, "stop"),
      chunk(1, {}, "stop"),
      chunk(2, {}, "length"),
      { event: "", data: "[DONE]" as const },
    ];
    const out = stream.push(new TextEncoder().encode(toSse(events))) + stream.end();
    const choices = readSse(out).flatMap(({ data }) =>
      data === "[DONE]"
        ? []
        : (data.choices as {
            index: number;
            delta: { content?: string };
            finish_reason: string | null;
          }[]),
    );
    const said = [0, 1, 2].map((index) =>
      choices
        .filter((one) => one.index === index)
        .map(({ delta }) => delta.content ?? "")
        .join(""),
    );
    expect(said).toEqual(["", "5678 is no key. ", "Fine."]);
    // What blocks one text of a choice holds its others, too.
    expect(out).not.toMatch(/thought|tool_calls/);
    const ends = choices.filter((one) => one.finish_reason !== null);
    expect(ends.map((one) => [one.index, one.finish_reason])).toEqual([
      [0, "content_filter"],
      [1, "stop"],
      [2, "length"],
    ]);
  });
});

test("a text is put in the place of another, in each protocol's own way", () => {
  const chat = { choices: [{ message: { content: "a" } }, { message: { content: "b" } }] };
  expect(replaceText("openai-chat", chat, "choices/1/content", "x")).toEqual({
    choices: [{ message: { content: "a" } }, { message: { content: "x" } }],
  });
  expect(replaceText("openai-chat", chat, "choices/1/tool_calls/0/arguments", "x")).toBeUndefined();
  const blocks = ["a", "b"].map((one) => ({ type: "text", text: one }));
  const message = { content: [...blocks, { type: "tool_use" }] };
  expect(replaceText("anthropic-messages", message, "content/0/text", "x")).toEqual({
    content: [{ type: "text", text: "x" }, { type: "tool_use" }],
  });
  const response = { output: [{ type: "message", content: [{ type: "output_text", text: "a" }] }] };
  expect(replaceText("openai-responses", response, "output/0/content/0/text", "x")).toMatchObject({
    output: [{ content: [{ text: "x" }] }],
  });
});
