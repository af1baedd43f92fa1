import type { Json } from "../../canonicalJson.ts";
import type { ChatMessage } from "../../models/chat.ts";
import type { TestCase } from "../testCase.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { Asking } from "./asking.ts";

/** One message of the user, what the target did upon it, and its answer. */
export type Turn = {
  readonly said: string;
  /** The target's words after its last call of a tool. */
  readonly answer: string;
};

/** A conversation as it stands when the tester is asked for its next move. */
export type Conversation = {
  readonly held: TestCase;
  readonly repetition: number;
  /** Turns that stand; those that were taken back are not here. */
  readonly turns: readonly Turn[];
  /** How often the tester took turns back so far. */
  readonly rewinds: number;
  /** What the target sees now, its instructions and the calls of tools among it. */
  readonly messages: readonly ChatMessage[];
  /** Everything that happened, also what was taken back (whose events only the tester sees). */
  readonly events: readonly TranscriptEvent[];
  /** What the tester kept of its last move; null at the beginning. */
  readonly notes: Json;
};

/**
 * `say` the user's next words. `rewind` takes the conversation back until `keep` turns stand (the tools' world with them) and says something
 * else: rollback where it is the last turn, a branch where it is an earlier one. `end` when the aim is reached, or cannot be.
 */
export type TesterMove =
  | { readonly kind: "say"; readonly message: string; readonly notes: Json }
  | {
      readonly kind: "rewind";
      readonly keep: number;
      readonly message: string;
      readonly notes: Json;
    }
  | {
      readonly kind: "end";
      readonly why: string;
      /** The tester broke down: what was said is no whole conversation, and nothing follows from what is not in it. */
      readonly isFault?: true;
    };

/** Whoever plays the user. The run stops a conversation at the case's most turns by itself. */
export type Tester = {
  /** Everything of it that can change a transcript; null where the cases' own scripts are all there is. */
  readonly identity: Json;
  readonly next: (conversation: Conversation) => Asking<TesterMove>;
};
