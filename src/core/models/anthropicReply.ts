import type { Json } from "../canonicalJson.ts";
import { ok, type Result } from "../result.ts";
import { readToolUses } from "./anthropicRequest.ts";
import type { ChatReply, Finish } from "./chat.ts";
import { unitsOf } from "./openAiReply.ts";
import { believeTokens } from "./usage.ts";
import {
  isMembers,
  joinText,
  type MalformedRefusal,
  type Members,
  malformed,
  membersOf,
  readErrorText,
  textOf,
  textOrNull,
} from "./wire.ts";

const FINISH: Readonly<Record<string, Finish>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
};

const SAID: Readonly<Record<Finish, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
  other: "pause_turn",
};

/** What came from a cache is counted apart, and was read all the same. */
function readInput(usage: Members, asked: number): number | null {
  const cached = [usage.cache_creation_input_tokens, usage.cache_read_input_tokens]
    .filter((tokens) => tokens !== undefined && tokens !== null)
    .map((tokens) => believeTokens(tokens, 0));
  const fresh = believeTokens(usage.input_tokens, 0);
  if (fresh === null || cached.includes(null)) return null;
  return believeTokens(
    cached.reduce<number>((sum, tokens) => sum + (tokens ?? 0), fresh),
    asked,
  );
}

/** `asked` is the length of what was sent, in UTF-16 units; figures of tokens that contradict it are not believed. */
export function readAnthropicReply(wire: unknown, asked = 0): Result<ChatReply, MalformedRefusal> {
  if (!isMembers(wire)) return malformed("", "an object was expected.");
  const said = wire.type === "error" ? readErrorText(wire) : null;
  if (said !== null) return malformed("/error", `the endpoint answers with an error: ${said}`);
  if (!Array.isArray(wire.content))
    return malformed("/content", "there is no list of blocks. Is this an Anthropic messages API?");
  const toolCalls = readToolUses(wire.content);
  if (toolCalls.some(({ name }) => name === ""))
    return malformed("/content", "a call names no tool.");
  const content = joinText(wire.content.filter((block) => membersOf(block).type === "text"));
  const usage = membersOf(wire.usage);
  const stop = textOf(wire.stop_reason);
  return ok({
    content,
    toolCalls,
    finish: (Object.hasOwn(FINISH, stop) ? FINISH[stop] : undefined) ?? "other",
    usage: {
      input: readInput(usage, asked),
      output: believeTokens(usage.output_tokens, unitsOf(content, toolCalls)),
    },
    model: textOrNull(wire.model),
  });
}

function parseInput(written: string): Json {
  try {
    return JSON.parse(written) as Json;
  } catch {
    return {};
  }
}

/** The server's side. */
export function toAnthropicReply(reply: ChatReply, id: string): Json {
  const { content, toolCalls, finish, usage, model } = reply;
  return {
    id,
    type: "message",
    role: "assistant",
    model: model ?? "unknown",
    content: [
      ...(content === "" ? [] : [{ type: "text", text: content }]),
      ...toolCalls.map(({ id, name, arguments: written }) => ({
        type: "tool_use",
        id,
        name,
        input: parseInput(written),
      })),
    ],
    stop_reason: SAID[finish],
    stop_sequence: null,
    ...(usage.input === null || usage.output === null
      ? {}
      : { usage: { input_tokens: usage.input, output_tokens: usage.output } }),
  };
}
