import type { Json } from "#core/canonicalJson.ts";
import type { TranscriptEvent } from "#core/evaluation/transcript.ts";
import type { SeenSpan, Usage } from "#core/evaluation/trial.ts";
import type { ChatMessage, Finish, ToolCall, ToolDefinition } from "#core/models/chat.ts";
import type { Refusal, Result } from "#core/result.ts";

/** What a target answered to a conversation. */
export type TargetReply = {
  readonly content: string;
  /** Calls that it asks the harness to make; empty where it makes its own. */
  readonly toolCalls: readonly ToolCall[];
  readonly finish: Finish;
  /** What it says it did on the way, with tools of its own. */
  readonly events: readonly TranscriptEvent[];
  /** Null where none were to come. */
  readonly spans: readonly SeenSpan[] | null;
  readonly usage: Usage;
  /** What went over the wire, without keys. */
  readonly raw: Json;
};

/**
 * `target/refused` the target answered that it cannot; `target/malformed` something that is not its protocol; `target/unreachable`;
 * `target/timeout`; `target/ceiling` what the run may use is used up; `target/cancelled`.
 */
export type TargetRefusal = Refusal<
  | "target/refused"
  | "target/malformed"
  | "target/unreachable"
  | "target/timeout"
  | "target/ceiling"
  | "target/cancelled"
>;

/** One trial's conversation with a target. Each answer is to the whole conversation, so that one can be taken back. */
export type TargetSession = {
  readonly answer: (
    messages: readonly ChatMessage[],
    tools: readonly ToolDefinition[],
    signal: AbortSignal,
  ) => Promise<Result<TargetReply, TargetRefusal>>;
  readonly close: () => Promise<void>;
};

/** What is evaluated, opened. Sessions are independent of one another and run side by side. */
export type Target = {
  readonly isTraced: boolean;
  /** `repetition` tells apart the trials of one case: recorded answers to the same request are kept by it. */
  readonly openSession: (repetition?: number) => Promise<TargetSession>;
  readonly close: () => Promise<void>;
};
