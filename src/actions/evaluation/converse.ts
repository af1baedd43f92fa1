import type { Json } from "#core/canonicalJson.ts";
import {
  addUsage,
  beginConversation,
  type Conversing,
  hear,
  NO_USAGE,
  takeAnswer,
  takeBack,
  takeResult,
} from "#core/evaluation/run/conversing.ts";
import type { Tester, TesterMove } from "#core/evaluation/run/tester.ts";
import type { ToolBox } from "#core/evaluation/run/toolBox.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import type { TranscriptEvent } from "#core/evaluation/transcript.ts";
import type { SeenSpan, TrialEnd, Usage } from "#core/evaluation/trial.ts";
import type { ToolCall } from "#core/models/chat.ts";
import type { TargetRefusal, TargetSession } from "#outside/targets/target.ts";
import { type Driver, drive } from "./drive.ts";

export type Conversation = {
  readonly held: TestCase;
  readonly repetition: number;
  readonly session: TargetSession;
  readonly tester: Tester;
  readonly toolBox: ToolBox;
  /** The target's own instructions; a case's stand in their place. */
  readonly system: string | null;
  /** Turns of a conversation, and calls of tools in one turn, at most. */
  readonly limits: { readonly turns: number; readonly tool_calls: number };
  readonly driver: Driver;
};

/** What came of one trial. `ceiling` and `cancelled` are no results: such a trial is as if it had not begun. */
export type Conversed = {
  readonly end: TrialEnd;
  readonly fault: string | null;
  readonly events: readonly TranscriptEvent[];
  readonly state: Json;
  /** Null where none were to come. */
  readonly spans: readonly SeenSpan[] | null;
  readonly truncated: boolean;
  readonly usage: Usage;
  readonly answers: number;
  /** What the target called that is not there or does not fit. */
  readonly toolFaults: readonly string[];
  /** Calls that had no sound result: what the target would have done with one is not known. */
  readonly harnessFaults: readonly string[];
};

type Had = {
  state: Conversing;
  usage: Usage;
  answers: number;
  calls: number;
  spans: SeenSpan[] | null;
  truncated: boolean;
  readonly toolFaults: string[];
  readonly harnessFaults: string[];
};

/** How the conversation goes on: it does, or it is over. */
type Next = { readonly end: TrialEnd; readonly fault: string | null } | null;

const ENDS: Partial<Readonly<Record<TargetRefusal["code"], TrialEnd>>> = {
  "target/ceiling": "ceiling",
  "target/cancelled": "cancelled",
};

/** One trial: tester and target take turns until one of them is at the end, or a limit is. */
export async function converse(asked: Conversation): Promise<Conversed> {
  const { system, toolBox } = asked;
  const held = withLimit(asked.held, asked.limits.turns);
  const conversation = { ...asked, held };
  const had: Had = {
    state: beginConversation(held.content.system ?? system, toolBox.begin(held)),
    usage: NO_USAGE,
    answers: 0,
    calls: 0,
    spans: null,
    truncated: false,
    toolFaults: [],
    harnessFaults: [],
  };
  let over: Next = null;
  for (let moves = 0; over === null; moves += 1)
    over =
      moves < mostTurns(held) * MOST_WAYS
        ? await takeTurn(conversation, had)
        : { end: "turn_limit", fault: "The tester goes back again and again." };
  const { end, fault } = over;
  const { state, usage, answers, spans, toolFaults, harnessFaults } = had;
  return {
    end,
    fault,
    events: state.events,
    state: state.world,
    spans,
    truncated: had.truncated || harnessFaults.length > 0,
    // Of a target that never answered it is not known what it used.
    usage: answers === 0 ? UNKNOWN_USAGE : usage,
    answers,
    toolFaults,
    harnessFaults,
  };
}

const UNKNOWN_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  cost: null,
  latencyMs: null,
};

/** A tester may go on from one turn in so many ways; one that never ends is ended. */
const MOST_WAYS = 32;

const mostTurns = (held: TestCase): number => (held.kind === "prompt" ? 1 : held.content.mostTurns);

/** The case as this run plays it: with no more turns than the run allows. */
function withLimit(held: TestCase, turns: number): TestCase {
  if (held.kind === "prompt" || held.content.mostTurns <= turns) return held;
  return { ...held, content: { ...held.content, mostTurns: turns } };
}

async function takeTurn(conversation: Conversation, had: Had): Promise<Next> {
  const { held, repetition, tester, driver } = conversation;
  const { turns, rewinds, messages, events, notes } = had.state;
  const move = await drive(
    tester.next({ held, repetition, turns, rewinds, messages, events, notes }),
    driver,
  );
  if (move.kind === "end") return endOf(move, turns.length);
  if (move.kind === "say" && turns.length >= mostTurns(held))
    return { end: "turn_limit", fault: null };
  const stood = move.kind === "rewind" ? takeBack(had.state, move.keep) : had.state;
  had.state = hear(stood, move.message, move.notes);
  return await hearAnswer(conversation, had);
}

function endOf(move: Extract<TesterMove, { kind: "end" }>, turns: number): NonNullable<Next> {
  if (move.isFault) return { end: "tester_error", fault: move.why };
  return turns === 0
    ? { end: "tester_error", fault: `Nothing was asked: ${move.why}` }
    : { end: "completed", fault: null };
}

/** The target answers, calling tools on the way as often as it may. */
async function hearAnswer(conversation: Conversation, had: Had): Promise<Next> {
  const { session, toolBox, driver } = conversation;
  const before = had.calls;
  for (;;) {
    const { messages } = had.state;
    const answered = await session.answer(messages, toolBox.definitions, driver.signal);
    if (!answered.ok) {
      const { code, detail } = answered.refusal;
      return { end: ENDS[code] ?? "target_error", fault: detail };
    }
    const reply = answered.value;
    had.state = takeAnswer(had.state, reply);
    had.usage = addUsage(had.usage, reply.usage);
    had.answers += 1;
    if (reply.spans !== null) had.spans = [...(had.spans ?? []), ...reply.spans];
    had.truncated ||= reply.finish === "length";
    if (reply.toolCalls.length === 0) return null;
    const over = await callTools(conversation, had, reply.toolCalls, before);
    if (over !== null) return over;
  }
}

/** The tools that the target asked for, one after the other: each sees what the one before did to their world. */
async function callTools(
  { toolBox, limits, driver }: Conversation,
  had: Had,
  calls: readonly ToolCall[],
  before: number,
): Promise<Next> {
  for (const call of calls) {
    had.calls += 1;
    if (had.calls - before > limits.tool_calls)
      return {
        end: "turn_limit",
        fault: `The target called tools over ${limits.tool_calls} times in one turn.`,
      };
    const { world, messages } = had.state;
    const given = await drive(toolBox.call(world, call, messages), driver);
    if (given.fault !== null)
      (given.faultOf === "harness" ? had.harnessFaults : had.toolFaults).push(given.fault);
    had.state = takeResult(had.state, call, given.result, given.world);
  }
  return null;
}
