import type { Json } from "../../canonicalJson.ts";
import type { ChatMessage, ToolCall } from "../../models/chat.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { Usage } from "../trial.ts";
import type { Turn } from "./tester.ts";

/** How a conversation stood when a turn began: what is taken back goes back to here. */
type Mark = {
  readonly messages: number;
  readonly events: number;
  readonly world: Json;
};

/** A conversation while it is being had. */
export type Conversing = {
  readonly messages: readonly ChatMessage[];
  readonly events: readonly TranscriptEvent[];
  readonly turns: readonly Turn[];
  readonly marks: readonly Mark[];
  readonly world: Json;
  readonly rewinds: number;
  readonly notes: Json;
};

const SHOWN = ["target", "combined"] as const;

const systemEvent = (content: string): TranscriptEvent => ({
  view: ["system", ...SHOWN],
  actor: "tester",
  edit: { type: "set_system_message", message: { role: "system", content } },
});

export function beginConversation(system: string | null, world: Json): Conversing {
  return {
    messages: system === null ? [] : [{ role: "system", content: system }],
    events: system === null ? [] : [systemEvent(system)],
    turns: [],
    marks: [],
    world,
    rewinds: 0,
    notes: null,
  };
}

/** The user says something: a turn begins. */
export function hear(state: Conversing, said: string, notes: Json): Conversing {
  const event: TranscriptEvent = {
    view: [...SHOWN],
    actor: "tester",
    edit: { type: "add_message", message: { role: "user", content: said } },
    // Which turn it began: from this the ways that were taken back are found again.
    raw: { turn: state.turns.length },
  };
  const mark = {
    messages: state.messages.length,
    events: state.events.length,
    world: state.world,
  };
  return {
    ...state,
    messages: [...state.messages, { role: "user", content: said }],
    events: [...state.events, event],
    turns: [...state.turns, { said, answer: "" }],
    marks: [...state.marks, mark],
    notes,
  };
}

/** Takes turns back until `keep` stand, the tools' world with them. What happened stays on record, and only the tester sees it. */
export function takeBack(state: Conversing, keep: number): Conversing {
  const mark = state.marks[Math.max(0, keep)];
  if (mark === undefined) return state;
  const events = state.events.map((event, at) =>
    at < mark.events || !event.view.includes("target")
      ? event
      : { ...event, view: ["tester" as const] },
  );
  return {
    ...state,
    messages: state.messages.slice(0, mark.messages),
    events,
    turns: state.turns.slice(0, Math.max(0, keep)),
    marks: state.marks.slice(0, Math.max(0, keep)),
    world: mark.world,
    rewinds: state.rewinds + 1,
  };
}

/** What the target answered, with what it did on the way by itself. */
export type Answered = {
  readonly content: string;
  readonly toolCalls: readonly ToolCall[];
  readonly events: readonly TranscriptEvent[];
  readonly raw: Json;
};

export function takeAnswer(state: Conversing, answered: Answered): Conversing {
  const { content, toolCalls, events, raw } = answered;
  const said: TranscriptEvent = {
    view: [...SHOWN],
    actor: "target",
    edit: { type: "add_message", message: { role: "assistant", content } },
    raw: { wire: raw },
  };
  // An answer that only calls tools says nothing; a trace that tells the answer itself need not have it twice.
  const isTold = events.some(
    ({ edit }) => edit.type === "add_message" && edit.message.content === content,
  );
  const own = isTold || (content === "" && toolCalls.length > 0) ? [] : [said];
  const last = state.turns.at(-1);
  return {
    ...state,
    messages: [...state.messages, { role: "assistant", content, toolCalls }],
    events: [...state.events, ...events, ...own],
    turns:
      last === undefined ? [] : [...state.turns.slice(0, -1), { said: last.said, answer: content }],
  };
}

/** What a tool of the harness gave. */
export function takeResult(
  state: Conversing,
  call: ToolCall,
  result: string,
  world: Json,
): Conversing {
  const event: TranscriptEvent = {
    view: [...SHOWN],
    actor: "tool",
    edit: {
      type: "tool_call",
      tool_name: call.name,
      tool_args: readArguments(call.arguments),
      tool_result: result,
      tool_call_id: call.id,
    },
  };
  return {
    ...state,
    messages: [...state.messages, { role: "tool", content: result, toolCallId: call.id }],
    events: [...state.events, event],
    world,
  };
}

/** Arguments as the target wrote them; what is no JSON stands under `raw`. */
function readArguments(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { raw: text };
  }
}

const sum = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;

/** Of several answers together; what is unknown of one is unknown of all. */
export const addUsage = (one: Usage, other: Usage): Usage => ({
  inputTokens: sum(one.inputTokens, other.inputTokens),
  outputTokens: sum(one.outputTokens, other.outputTokens),
  cost: sum(one.cost, other.cost),
  latencyMs: sum(one.latencyMs, other.latencyMs),
});

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, cost: 0, latencyMs: 0 };
