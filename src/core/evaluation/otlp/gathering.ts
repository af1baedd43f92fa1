import type { Fields } from "../assert/reading.ts";
import { messageEvent } from "../foreign/foreignEvents.ts";
import type { Edit, TraceSummary, TranscriptEvent } from "../transcript.ts";
import { latencyOf, type Span } from "./span.ts";

type CallEdit = { -readonly [K in keyof ToolCall]: ToolCall[K] };
type ToolCall = Extract<Edit, { type: "tool_call" }>;

/** The conversation of one group of spans while it is being read. Results may come before or after the calls they belong to. */
export type Gathering = {
  readonly events: TranscriptEvent[];
  readonly nodes: Set<string>;
  readonly tools: Set<string>;
  readonly tokens: { input: number; output: number };
  latencyMs: number;
  modelCalls: number;
  readonly open: Map<string, CallEdit>;
  readonly early: Map<string, string>;
  /** What models were told, and how often at most in one call. */
  readonly asked: Map<string, number>;
};

export const beginGathering = (): Gathering => ({
  events: [],
  nodes: new Set(),
  tools: new Set(),
  tokens: { input: 0, output: 0 },
  latencyMs: 0,
  modelCalls: 0,
  open: new Map(),
  early: new Map(),
  asked: new Map(),
});

export const toSummary = (gathering: Gathering): TraceSummary => ({
  nodes_visited: [...gathering.nodes].filter((name) => name !== ""),
  tools_called: [...gathering.tools].filter((name) => name !== ""),
  total_tokens: { ...gathering.tokens },
  total_latency_ms: gathering.latencyMs,
  llm_call_count: gathering.modelCalls,
});

export function addMessage(gathering: Gathering, content: string, raw: Fields): void {
  gathering.events.push({
    view: ["target", "combined"],
    actor: "target",
    edit: { type: "add_message", message: { role: "assistant", content } },
    raw,
  });
}

/** A message that a model was told for the `time`th time in one call; what an earlier call was told as often is not told again. */
export function addAsked(
  { asked, events }: Gathering,
  message: { readonly role: "system" | "user"; readonly content: string },
  time: number,
): void {
  const key = JSON.stringify([message.role, message.content]);
  if ((asked.get(key) ?? 0) >= time) return;
  asked.set(key, time);
  events.push(messageEvent(message.role, message.content));
}

export type Call = {
  readonly name: string;
  readonly args: unknown;
  readonly result: string;
  readonly callId: string | null;
};

export function addCall(gathering: Gathering, { name, args, result, callId }: Call): void {
  const known = callId === null ? undefined : gathering.open.get(callId);
  if (known !== undefined && isSame(known, name)) {
    known.tool_result ||= result;
    return;
  }
  const early = callId === null ? undefined : gathering.early.get(callId);
  const edit: CallEdit = {
    type: "tool_call",
    tool_name: name,
    tool_args: args,
    tool_result: result || early || "",
    ...(callId === null ? {} : { tool_call_id: callId }),
  };
  gathering.tools.add(name);
  gathering.events.push({ view: ["target", "combined"], actor: "tool", edit });
  if (callId === null) return;
  gathering.open.set(callId, edit);
  if (result === "") gathering.early.delete(callId);
}

/** Whether a call that was asked for is the one that is carried out here. */
const isSame = ({ tool_name, tool_result }: CallEdit, name: string): boolean =>
  tool_name === name && tool_result === "";

export function addResult(gathering: Gathering, callId: string, result: string): void {
  const edit = gathering.open.get(callId);
  if (edit === undefined) gathering.early.set(callId, result);
  else edit.tool_result ||= result;
}

/** Counts a call of a model. */
export function countModelCall(gathering: Gathering, span: Span, input: number, output: number) {
  gathering.tokens.input += input;
  gathering.tokens.output += output;
  gathering.latencyMs += latencyOf(span);
  gathering.modelCalls += 1;
}
