import type { Json } from "../../canonicalJson.ts";
import { toAnthropicReply } from "../../models/anthropicReply.ts";
import { toAnthropicEvents } from "../../models/anthropicStream.ts";
import type { ChatReply } from "../../models/chat.ts";
import type { ModelProtocol } from "../../models/endpoint.ts";
import { toOpenAiReply } from "../../models/openAiReply.ts";
import { toResponsesEvents, toResponsesReply } from "../../models/openAiResponses.ts";
import { toOpenAiEvents } from "../../models/openAiStream.ts";
import { type SseEvent, toSseText } from "../../models/sse.ts";
import { isMembers, membersOf } from "../../models/wire.ts";
import type { FaultKind } from "./organism.ts";

/** How an organism is asked: as a model, or as a plain HTTP target with `{message, history}`. */
export type OrganismWire = ModelProtocol | "openai-responses" | "plain";

/** An HTTP answer to write. `hang`: nothing ever comes; `broken-off`: the connection ends after the pieces. */
export type Rendered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly string[];
  readonly end: "whole" | "broken-off" | "hang";
};

export type Rendering = {
  readonly wire: OrganismWire;
  readonly streaming: boolean;
  readonly fault: FaultKind | null;
  readonly retryAfterS: number;
  readonly id: string;
};

const JSON_TYPE = { "content-type": "application/json" };

const whole = (status: number, headers: Rendered["headers"], text: string): Rendered => ({
  status,
  headers,
  pieces: [text],
  end: "whole",
});

const toPlainReply = ({ content, toolCalls, usage }: ChatReply): Json => ({
  reply: content,
  ...(toolCalls.length === 0
    ? {}
    : { tool_calls: toolCalls.map(({ name }) => ({ name, arguments: {} })) }),
  usage: { input_tokens: usage.input, output_tokens: usage.output },
});

const WHOLE: Readonly<Record<OrganismWire, (reply: ChatReply, id: string) => Json>> = {
  "openai-chat": toOpenAiReply,
  "anthropic-messages": toAnthropicReply,
  "openai-responses": toResponsesReply,
  plain: toPlainReply,
};

type Streamed = Exclude<OrganismWire, "plain">;
const PIECES: Readonly<Record<Streamed, (reply: ChatReply, id: string) => SseEvent[]>> = {
  "openai-chat": toOpenAiEvents,
  "anthropic-messages": toAnthropicEvents,
  "openai-responses": toResponsesEvents,
};

function errorBody(wire: OrganismWire, type: string, message: string): string {
  const error = { type, message };
  return JSON.stringify(wire === "anthropic-messages" ? { type: "error", error } : { error });
}

const FALSE_FIGURES: readonly Json[] = [-7, 1e15, null, "many", 0.5];

/** Every figure of tokens, at whatever depth, becomes one that cannot be true. */
function lieAbout(value: unknown, isUsage = false): Json {
  if (!isMembers(value)) {
    if (Array.isArray(value)) return value.map((item) => lieAbout(item, isUsage));
    const place = String(value).length % FALSE_FIGURES.length;
    return isUsage ? (FALSE_FIGURES[place] ?? null) : (value as Json);
  }
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, held]) => [name, lieAbout(held, isUsage || name === "usage")]),
  );
}

/** Faults in what a model says; the others are in how it comes. */
function spoil(reply: ChatReply, fault: FaultKind | null): ChatReply {
  const { content } = reply;
  if (fault === "content-filter")
    return { ...reply, content: "", toolCalls: [], finish: "content_filter" };
  if (fault === "truncated")
    return {
      ...reply,
      content: content.slice(0, Math.ceil(content.length / 2)),
      toolCalls: [],
      finish: "length",
    };
  return reply;
}

function toPieces(reply: ChatReply, { wire, streaming, fault, id }: Rendering): string[] {
  const said = spoil(reply, fault);
  const lie = fault === "false-usage";
  if (!streaming || wire === "plain") {
    const answer = WHOLE[wire](said, id);
    const text = JSON.stringify(lie ? lieAbout(answer) : answer);
    const half = Math.ceil(text.length / 2);
    return [text.slice(0, half), text.slice(half)];
  }
  return PIECES[wire](said, id).map((event) => {
    if (!lie || !event.data.startsWith("{")) return toSseText(event);
    const data = JSON.stringify(lieAbout(membersOf(JSON.parse(event.data))));
    return toSseText({ ...event, data });
  });
}

const firstHalf = (pieces: readonly string[]): string[] =>
  pieces.slice(0, Math.ceil(pieces.length / 2));

/** A reply as HTTP, with what goes wrong on the way. */
export function renderReply(reply: ChatReply, rendering: Rendering): Rendered {
  const { wire, streaming, fault, retryAfterS } = rendering;
  if (fault === "rate-limit") {
    const body = errorBody(wire, "rate_limit_error", "Too many requests.");
    return whole(429, { ...JSON_TYPE, "retry-after": String(retryAfterS) }, body);
  }
  if (fault === "server-error")
    return whole(503, JSON_TYPE, errorBody(wire, "api_error", "The model is overloaded."));
  if (fault === "html")
    return whole(
      200,
      { "content-type": "text/html; charset=utf-8" },
      "<!doctype html><title>Sign in</title><p>Sign in to continue.</p>",
    );
  if (fault === "hang") return { status: 200, headers: {}, pieces: [], end: "hang" };
  const headers =
    streaming && wire !== "plain" ? { "content-type": "text/event-stream" } : JSON_TYPE;
  const pieces = toPieces(reply, rendering);
  if (fault === "malformed") return whole(200, headers, `${firstHalf(pieces).join("")}{"`);
  if (fault === "broken-off")
    return { status: 200, headers, pieces: firstHalf(pieces), end: "broken-off" };
  return { status: 200, headers, pieces, end: "whole" };
}
