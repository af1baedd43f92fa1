import type { Json } from "../canonicalJson.ts";
import { toAnthropicReply } from "./anthropicReply.ts";
import type { ChatReply } from "./chat.ts";
import { cut } from "./openAiStream.ts";
import type { SseEvent } from "./sse.ts";
import { itemsOf, type Members, membersOf, textOf } from "./wire.ts";

type OpenBlock = { readonly start: Members; text: string; input: string };

const parseInput = (written: string): unknown => {
  try {
    return JSON.parse(written);
  } catch {
    return { unparsed: written };
  }
};

/** A block's input stands in its first event only where it came whole. */
function closeBlock({ start, text, input }: OpenBlock): Members {
  if (start.type === "tool_use")
    return { ...start, input: input === "" ? (start.input ?? {}) : parseInput(input) };
  return start.type === "text" ? { ...start, text: textOf(start.text) + text } : start;
}

export function openAnthropicAssembly() {
  const blocks = new Map<number, OpenBlock>();
  let message: Members = {};
  let usage: Members = {};
  let stop: unknown = null;
  const takers: Readonly<Record<string, (piece: Members) => void>> = {
    message_start: (piece) => {
      message = membersOf(piece.message);
      usage = membersOf(message.usage);
    },
    content_block_start: ({ index, content_block }) => {
      blocks.set(Number(index), { start: membersOf(content_block), text: "", input: "" });
    },
    content_block_delta: ({ index, delta }) => {
      const block = blocks.get(Number(index));
      const { text, partial_json } = membersOf(delta);
      if (block === undefined) return;
      block.text += textOf(text);
      block.input += textOf(partial_json);
    },
    message_delta: (piece) => {
      stop = membersOf(piece.delta).stop_reason ?? stop;
      usage = { ...usage, ...membersOf(piece.usage) };
    },
  };
  return {
    take: (piece: Members): void => {
      const type = textOf(piece.type);
      if (Object.hasOwn(takers, type)) takers[type]?.(piece);
    },
    isFinished: (): boolean => stop !== null,
    toWire: (): Members => ({
      ...message,
      content: [...blocks.entries()].sort(([a], [b]) => a - b).map(([, one]) => closeBlock(one)),
      stop_reason: stop,
      usage,
    }),
  };
}

const event = (type: string, members: Members): SseEvent => ({
  event: type,
  data: JSON.stringify({ type, ...members }),
});

function blockEvents(block: unknown, index: number, size: number): SseEvent[] {
  const { type, text, input, ...start } = membersOf(block);
  const isText = type === "text";
  const pieces = cut(isText ? textOf(text) : JSON.stringify(input), size);
  const deltas = pieces.map((piece) =>
    isText
      ? { type: "text_delta", text: piece }
      : { type: "input_json_delta", partial_json: piece },
  );
  const opened = isText ? { type, text: "" } : { type, ...start, input: {} };
  return [
    event("content_block_start", { index, content_block: opened }),
    ...deltas.map((delta) => event("content_block_delta", { index, delta })),
    event("content_block_stop", { index }),
  ];
}

/** The server's side: an answer in pieces of about `size` UTF-16 units. */
export function toAnthropicEvents(reply: ChatReply, id: string, size = 16): SseEvent[] {
  const { content, stop_reason, usage, ...start } = membersOf(toAnthropicReply(reply, id));
  const { input_tokens, output_tokens } = membersOf(usage);
  const begun = usage === undefined ? {} : { usage: { input_tokens, output_tokens: 0 } };
  const ended = usage === undefined ? {} : { usage: { output_tokens } };
  return [
    event("message_start", { message: { ...start, content: [], stop_reason: null, ...begun } }),
    ...itemsOf(content).flatMap((block, index) => blockEvents(block, index, size)),
    event("message_delta", {
      delta: { stop_reason: stop_reason as Json, stop_sequence: null },
      ...ended,
    }),
    event("message_stop", {}),
  ];
}
