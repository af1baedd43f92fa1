import type { Protocol } from "../core/guard/proxy/wire.ts";
import type { WireEvent } from "./modelWire.ts";

type Data = { readonly type: string } & { readonly [name: string]: unknown };
const named = (data: Data): WireEvent => ({ event: data.type, data });

const BASE = {
  id: "chatcmpl-9x",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "stub-1",
  system_fingerprint: "fp_1",
  service_tier: "default",
};
const logprobs = {
  content: [{ token: "Hi", logprob: -0.1, bytes: [72, 105], top_logprobs: [] }],
  refusal: null,
};
const chunk = (index: number, delta: object, finish: string | null = null): WireEvent => ({
  event: "",
  data: { ...BASE, choices: [{ index, delta, logprobs, finish_reason: finish }] },
});
const called = (piece: object) => ({ tool_calls: [{ index: 0, ...piece }] });
const annotation = {
  url_citation: { start_index: 0, end_index: 2, url: "https://a.test/x", title: "A" },
};

const chat: WireEvent[] = [
  chunk(0, { role: "assistant", content: "", refusal: null }),
  chunk(1, { role: "assistant", content: "" }),
  chunk(0, { content: "Hi there, " }),
  chunk(0, { content: "this is it. " }),
  chunk(1, { content: [{ type: "text", text: "Parts, " }] }),
  chunk(1, { content: [{ type: "text", text: "too. " }] }),
  chunk(0, { reasoning_content: "Let me think. " }),
  chunk(0, { reasoning_content: "Yes. " }),
  chunk(0, { reasoning: "Why not. " }),
  chunk(0, { reasoning: "Well. " }),
  chunk(1, { refusal: "I would " }),
  chunk(1, { refusal: "rather not. " }),
  chunk(0, { annotations: [{ type: "url_citation", ...annotation }] }),
  chunk(0, { audio: { id: "audio_1", transcript: "Spoken ", data: "QUJD" } }),
  chunk(0, { audio: { id: "audio_1", transcript: "words", data: "QUJD" } }),
  chunk(0, called({ id: "call_1", type: "function", function: { name: "look", arguments: "" } })),
  chunk(0, called({ function: { arguments: '{"q":"one ' } })),
  chunk(0, called({ function: { arguments: 'two"}' } })),
  chunk(1, { function_call: { name: "former", arguments: '{"a":' } }),
  chunk(1, { function_call: { arguments: '"b"}' } }),
  chunk(1, {
    tool_calls: [{ index: 2, id: "call_3", type: "custom", custom: { name: "sh", input: "ls " } }],
  }),
  chunk(1, { tool_calls: [{ index: 2, custom: { input: "-l" } }] }),
  chunk(0, {}, "tool_calls"),
  chunk(1, {}, "stop"),
  {
    event: "",
    data: {
      ...BASE,
      choices: [],
      usage: { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 },
    },
  },
  { event: "", data: "[DONE]" },
];

const delta = (index: number, value: object): WireEvent =>
  named({ type: "content_block_delta", index, delta: value });
const start = (index: number, content_block: object): WireEvent =>
  named({ type: "content_block_start", index, content_block });
const stop = (index: number): WireEvent => named({ type: "content_block_stop", index });
const cited = {
  cited_text: "So it is",
  document_index: 0,
  document_title: "Title",
  file_id: "file_1",
};

const messages: WireEvent[] = [
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
      usage: { input_tokens: 3, output_tokens: 1, service_tier: "standard" },
    },
  }),
  start(0, { type: "thinking", thinking: "Hm. ", signature: "" }),
  delta(0, { type: "thinking_delta", thinking: "Let me " }),
  delta(0, { type: "thinking_delta", thinking: "think. " }),
  delta(0, { type: "signature_delta", signature: "EqQBCg" }),
  delta(0, { type: "signature_delta", signature: "IYAhgC" }),
  stop(0),
  start(1, { type: "redacted_thinking", data: "EmwKAhgBEgy3va3pzix" }),
  stop(1),
  start(2, { type: "text", text: "So. " }),
  named({ type: "ping" }),
  delta(2, { type: "text_delta", text: "Hi there, " }),
  delta(2, {
    type: "citations_delta",
    citation: { type: "char_location", ...cited, start_char_index: 1, end_char_index: 2 },
  }),
  stop(2),
  start(3, { type: "text", text: "" }),
  delta(3, { type: "text_delta", text: "this is it. " }),
  delta(3, { type: "text_delta", text: "Yes. " }),
  stop(3),
  start(4, { type: "tool_use", id: "toolu_1", name: "look", input: {} }),
  delta(4, { type: "input_json_delta", partial_json: '{"q":"one ' }),
  delta(4, { type: "input_json_delta", partial_json: 'two"}' }),
  stop(4),
  start(5, { type: "server_tool_use", id: "srv_1", name: "web_search", input: { q: "x" } }),
  stop(5),
  start(6, {
    type: "web_search_tool_result",
    tool_use_id: "srv_1",
    content: [
      {
        type: "web_search_result",
        url: "https://a.test",
        title: "A",
        encrypted_content: "EqgfCioIARgB",
        page_age: "a day",
      },
    ],
  }),
  stop(6),
  start(7, { type: "hologram", scene: "A scene" }),
  delta(7, { type: "hologram_delta", scene: "more of it" }),
  stop(7),
  named({
    type: "message_delta",
    delta: { stop_reason: "stop_sequence", stop_sequence: "END", container: { id: "c_1" } },
    usage: { output_tokens: 9 },
  }),
  named({ type: "message_stop" }),
];

const response = {
  id: "resp_1",
  object: "response",
  created_at: 1_700_000_000,
  model: "stub-1",
  instructions: "Be kind.",
  metadata: { by: "somebody" },
  tools: [{ type: "function", name: "look", description: "Looks" }],
  reasoning: { effort: "low", summary: null },
  error: null,
  incomplete_details: null,
};
const at = (output_index: number, more: object = {}) => ({
  item_id: `item_${output_index}`,
  output_index,
  ...more,
});
const text = {
  type: "output_text",
  text: "Hi there, this is it. ",
  annotations: [{ type: "url_citation", ...annotation.url_citation }],
  logprobs: [],
};
const refusal = { type: "refusal", refusal: "I would rather not. " };
const summary = { type: "summary_text", text: "It thought about it. " };
const thought = { type: "reasoning_text", text: "Let me think. " };
const items = [
  {
    id: "item_0",
    type: "reasoning",
    summary: [summary],
    content: [thought],
    encrypted_content: "gAAAAABo",
  },
  {
    id: "item_1",
    type: "message",
    role: "assistant",
    status: "completed",
    content: [text, refusal],
  },
  {
    id: "item_2",
    type: "function_call",
    call_id: "call_1",
    name: "look",
    arguments: '{"q":"one two"}',
    status: "completed",
  },
  {
    id: "item_3",
    type: "web_search_call",
    status: "completed",
    action: { type: "search", query: "a thing" },
  },
  { id: "item_4", type: "hologram", scene: "A scene" },
  { id: "item_5", type: "custom_tool_call", call_id: "call_2", name: "sh", input: "ls -l" },
];
const added = (i: number, item: object) => ({
  type: "response.output_item.added",
  output_index: i,
  item,
});
const done = (i: number) => ({
  type: "response.output_item.done",
  output_index: i,
  item: items[i],
});
const c = (i: number, j: number) => at(i, { content_index: j });
const s = (i: number, j: number) => at(i, { summary_index: j });

const responses: WireEvent[] = [
  { type: "response.created", response: { ...response, status: "in_progress", output: [] } },
  { type: "response.in_progress", response: { ...response, status: "in_progress", output: [] } },
  added(0, { id: "item_0", type: "reasoning", summary: [] }),
  { type: "response.reasoning_summary_part.added", ...s(0, 0), part: { ...summary, text: "" } },
  { type: "response.reasoning_summary_text.delta", ...s(0, 0), delta: "It thought " },
  { type: "response.reasoning_summary_text.delta", ...s(0, 0), delta: "about it. " },
  { type: "response.reasoning_summary_text.done", ...s(0, 0), text: summary.text },
  { type: "response.reasoning_summary_part.done", ...s(0, 0), part: summary },
  { type: "response.reasoning_text.delta", ...c(0, 0), delta: "Let me " },
  { type: "response.reasoning_text.delta", ...c(0, 0), delta: "think. " },
  { type: "response.reasoning_text.done", ...c(0, 0), text: thought.text },
  done(0),
  added(1, { ...items[1], status: "in_progress", content: [] }),
  { type: "response.content_part.added", ...c(1, 0), part: { ...text, text: "", annotations: [] } },
  {
    type: "response.output_text.delta",
    ...c(1, 0),
    delta: "Hi there, ",
    logprobs: [{ token: "Hi", logprob: 0, bytes: [72] }],
    obfuscation: "x8Kq",
  },
  {
    type: "response.output_text.delta",
    ...c(1, 0),
    delta: "this is it. ",
    logprobs: [],
    obfuscation: "Zr",
  },
  {
    type: "response.output_text.annotation.added",
    ...c(1, 0),
    annotation_index: 0,
    annotation: text.annotations[0],
  },
  { type: "response.output_text.done", ...c(1, 0), text: text.text, logprobs: [] },
  { type: "response.content_part.done", ...c(1, 0), part: text },
  { type: "response.content_part.added", ...c(1, 1), part: { ...refusal, refusal: "" } },
  { type: "response.refusal.delta", ...c(1, 1), delta: "I would " },
  { type: "response.refusal.delta", ...c(1, 1), delta: "rather not. " },
  { type: "response.refusal.done", ...c(1, 1), refusal: refusal.refusal },
  { type: "response.content_part.done", ...c(1, 1), part: refusal },
  done(1),
  added(2, { ...items[2], arguments: "", status: "in_progress" }),
  { type: "response.function_call_arguments.delta", ...at(2), delta: '{"q":"one ' },
  { type: "response.function_call_arguments.delta", ...at(2), delta: 'two"}' },
  { type: "response.function_call_arguments.done", ...at(2), arguments: '{"q":"one two"}' },
  done(2),
  added(3, { id: "item_3", type: "web_search_call", status: "in_progress" }),
  { type: "response.web_search_call.searching", ...at(3) },
  done(3),
  added(4, { id: "item_4", type: "hologram", scene: "" }),
  { type: "response.hologram.delta", ...at(4), delta: "A sc" },
  { type: "response.hologram.delta", ...at(4), delta: "ene" },
  done(4),
  added(5, { ...items[5], input: "" }),
  { type: "response.custom_tool_call_input.delta", ...at(5), delta: "ls " },
  { type: "response.custom_tool_call_input.delta", ...at(5), delta: "-l" },
  { type: "response.custom_tool_call_input.done", ...at(5), input: "ls -l" },
  done(5),
  {
    type: "response.completed",
    response: {
      ...response,
      status: "completed",
      output: items,
      usage: { input_tokens: 3, output_tokens: 9, total_tokens: 12 },
    },
  },
].map((data, sequence_number) => named({ ...data, sequence_number }));

/** A stream of every kind of event, and of kinds that nobody knows. */
export const RICH_STREAMS: Readonly<Record<Protocol, readonly WireEvent[]>> = {
  "openai-chat": chat,
  "anthropic-messages": messages,
  "openai-responses": responses,
};

const message = {
  role: "assistant",
  content: "Hi there, this is it. ",
  refusal: null,
  reasoning_content: "Let me think. ",
  annotations: [{ type: "url_citation", ...annotation }],
  audio: { id: "audio_1", data: "QUJD", transcript: "Spoken words" },
  tool_calls: [
    { id: "call_1", type: "function", function: { name: "look", arguments: '{"q":"one two"}' } },
  ],
  function_call: { name: "former", arguments: "{}" },
};

/** The same, not streamed. */
export const RICH_BODIES: Readonly<Record<Protocol, { readonly [name: string]: unknown }>> = {
  "openai-chat": {
    ...BASE,
    object: "chat.completion",
    choices: [
      { index: 0, message, logprobs, finish_reason: "tool_calls" },
      {
        index: 1,
        message: {
          role: "assistant",
          content: [
            { type: "text", text: "Parts, " },
            { type: "text", text: "too." },
          ],
        },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 },
    x_vendor: { note: "a note" },
  },
  "anthropic-messages": {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "stub-1",
    content: [
      { type: "thinking", thinking: "Let me think. ", signature: "EqQBCg" },
      { type: "redacted_thinking", data: "EmwKAhgBEgy3va3pzix" },
      {
        type: "text",
        text: "Hi there, ",
        citations: [{ type: "char_location", ...cited, start_char_index: 1, end_char_index: 2 }],
      },
      { type: "text", text: "this is it. " },
      {
        type: "tool_use",
        id: "toolu_1",
        name: "look",
        input: { q: "one two", deep: [{ a: "b" }] },
      },
      { type: "hologram", scene: "A scene" },
    ],
    stop_reason: "stop_sequence",
    stop_sequence: "END",
    usage: { input_tokens: 3, output_tokens: 9 },
  },
  "openai-responses": {
    ...response,
    status: "completed",
    output: items,
    usage: { input_tokens: 3, output_tokens: 9, total_tokens: 12 },
  },
};
