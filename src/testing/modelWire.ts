import type { Protocol } from "../core/guard/proxy/wire.ts";

/** One event of a model's stream, as its protocol sends it. */
export type WireEvent = { readonly event: string; readonly data: object | "[DONE]" };

export const toSse = (events: readonly WireEvent[]): string =>
  events
    .map(({ event, data }) => {
      const text = data === "[DONE]" ? data : JSON.stringify(data);
      return `${event === "" ? "" : `event: ${event}\n`}data: ${text}\n\n`;
    })
    .join("");

const BASE = {
  id: "chatcmpl-9x",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "stub-1",
  system_fingerprint: "fp_1",
};
const chunk = (index: number, delta: object, finish: string | null = null): WireEvent => ({
  event: "",
  data: { ...BASE, choices: [{ index, delta, logprobs: null, finish_reason: finish }] },
});

const chatEvents = (tokens: readonly string[]): WireEvent[] => [
  chunk(0, { role: "assistant", content: "" }),
  ...tokens.map((content) => chunk(0, { content })),
  chunk(0, {}, "stop"),
  { event: "", data: "[DONE]" },
];

type Typed = { readonly type: string } & { readonly [name: string]: unknown };
const named = (data: Typed): WireEvent => ({ event: data.type, data });

const messagesEvents = (tokens: readonly string[]): WireEvent[] => [
  named({
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "stub-1",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 1 },
    },
  }),
  named({
    type: "content_block_start",
    index: 0,
    content_block: { type: "text", text: "" },
  }),
  ...tokens.map((text) =>
    named({
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text },
    }),
  ),
  named({ type: "content_block_stop", index: 0 }),
  named({
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: tokens.length },
  }),
  named({ type: "message_stop" }),
];

const responsesEvents = (tokens: readonly string[]): WireEvent[] => {
  const text = tokens.join("");
  const response = { id: "resp_1", object: "response", created_at: 1_700_000_000, model: "stub-1" };
  const place = { item_id: "item_1", output_index: 0, content_index: 0 };
  const part = { type: "output_text", text, annotations: [] };
  const item = { id: "item_1", type: "message", role: "assistant", status: "completed" };
  const all = [
    { type: "response.created", response: { ...response, status: "in_progress", output: [] } },
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { ...item, status: "in_progress", content: [] },
    },
    { type: "response.content_part.added", ...place, part: { ...part, text: "" } },
    ...tokens.map((delta) => ({ type: "response.output_text.delta", ...place, delta })),
    { type: "response.output_text.done", ...place, text },
    { type: "response.content_part.done", ...place, part },
    { type: "response.output_item.done", output_index: 0, item: { ...item, content: [part] } },
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: [{ ...item, content: [part] }] },
    },
  ];
  return all.map((data, sequence_number) => named({ ...data, sequence_number }));
};

/** An answer that says one text, in tokens. */
export const PLAIN_ANSWERS: Readonly<Record<Protocol, (tokens: readonly string[]) => WireEvent[]>> =
  {
    "openai-chat": chatEvents,
    "anthropic-messages": messagesEvents,
    "openai-responses": responsesEvents,
  };

/** What an event says besides texts of its own that a client joins. */
type Any = { readonly [name: string]: unknown };
const lists = (value: unknown): Any[] => (Array.isArray(value) ? (value as Any[]) : []);

/** Events of a stream as a client sees them. */
export function readSse(text: string): { readonly event: string; readonly data: Any | "[DONE]" }[] {
  return text.split("\n\n").flatMap((frame) => {
    const event = /^event: (.*)$/m.exec(frame)?.[1] ?? "";
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    if (data === undefined) return [];
    return [{ event, data: data === "[DONE]" ? data : (JSON.parse(data) as Any) }];
  });
}

const SAID: Readonly<Record<Protocol, (data: Any) => string>> = {
  "openai-chat": ({ choices }) =>
    lists(choices)
      .map(({ delta }) => (delta as Any).content ?? "")
      .join(""),
  "anthropic-messages": ({ type, delta }) =>
    type === "content_block_delta" ? String((delta as Any).text ?? "") : "",
  "openai-responses": ({ type, delta }) =>
    type === "response.output_text.delta" ? String(delta) : "",
};

/** The text that a client puts together from a stream. */
export const saidIn = (protocol: Protocol, text: string): string =>
  readSse(text)
    .map(({ data }) => (data === "[DONE]" ? "" : SAID[protocol](data)))
    .join("");

/** Why the model stopped, as the client is told. */
export function stopIn(protocol: Protocol, text: string): unknown {
  const all = readSse(text).flatMap(({ data }) => (data === "[DONE]" ? [] : [data]));
  if (protocol === "openai-chat")
    return all.flatMap(({ choices }) => lists(choices)).find(({ finish_reason: one }) => one)
      ?.finish_reason;
  if (protocol === "anthropic-messages")
    return (all.find(({ type }) => type === "message_delta")?.delta as Any | undefined)
      ?.stop_reason;
  const last = all.find(({ type }) => /^response\.(?:completed|incomplete)$/.test(String(type)));
  return (last?.response as Any | undefined)?.status;
}
