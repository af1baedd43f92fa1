import { type Json, toWellFormed } from "../../canonicalJson.ts";
import type { ChatMessage, ToolCall } from "../../models/chat.ts";
import type { TranscriptEvent } from "../transcript.ts";

/** A call that has had its result in this conversation. */
export type PastCall = { readonly name: string; readonly args: Json };

/** Arguments as the target wrote them; `undefined` for what is no JSON. Nothing written is no arguments. */
export function readArguments(written: string): Json | undefined {
  if (written.trim() === "") return {};
  try {
    return toWellFormed(JSON.parse(written) as Json);
  } catch {
    return undefined;
  }
}

/** What a `replayed` tool is written with. */
export type RecordedCall = { readonly arguments: Json; readonly result: Json };

/** In the order of their results. Ids of calls need not differ between answers. */
export function toPastCalls(messages: readonly ChatMessage[]): PastCall[] {
  const past: PastCall[] = [];
  let open: ToolCall[] = [];
  for (const message of messages) {
    if (message.role === "assistant") open = [...message.toolCalls];
    if (message.role !== "tool") continue;
    const at = open.findIndex(({ id }) => id === message.toolCallId);
    const [call] = at < 0 ? [] : open.splice(at, 1);
    if (call !== undefined)
      past.push({ name: call.name, args: readArguments(call.arguments) ?? null });
  }
  return past;
}

/** What a recorded transcript says that each tool gave, by tool and in order: from this a tool is replayed. */
export function toRecordedCalls(
  events: readonly TranscriptEvent[],
): ReadonlyMap<string, readonly RecordedCall[]> {
  const calls = new Map<string, RecordedCall[]>();
  for (const { view, edit } of events) {
    if (edit.type !== "tool_call" || !view.includes("target")) continue;
    const args = (edit.tool_args ?? {}) as Json;
    const recorded = { arguments: args, result: readResult(edit.tool_result) };
    calls.set(edit.tool_name, [...(calls.get(edit.tool_name) ?? []), recorded]);
  }
  return calls;
}

function readResult(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
