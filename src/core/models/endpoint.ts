import type { Json } from "../canonicalJson.ts";
import type { Refusal } from "../result.ts";
import type { ChatReply } from "./chat.ts";

export const MODEL_PROTOCOLS = ["openai-chat", "anthropic-messages"] as const;
export type ModelProtocol = (typeof MODEL_PROTOCOLS)[number];

/** Where a model is asked. The key is never part of an identity, a cassette or a log. */
export type ModelEndpoint = {
  readonly protocol: ModelProtocol;
  /** Up to where the protocol's own path begins: `http://127.0.0.1:8080/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key: string | null;
};

/** What went over the wire, for whoever doubts. */
export type WireRecord = {
  readonly request: Json;
  readonly response: Json;
  readonly status: number;
  /** From the first attempt to the last byte. */
  readonly latencyMs: number;
  readonly attempts: number;
};

export type ModelAnswer = { readonly reply: ChatReply; readonly wire: WireRecord };

/**
 * `unreachable` after the last retry; `status` an answer that is an error; `malformed` an answer that is not the protocol's;
 * `timeout`; `ceiling` calls, tokens or time used up; `cassette-miss` in replay, naming the nearest; `cancelled`.
 */
export type ModelRefusal = Refusal<
  | "model/unreachable"
  | "model/status"
  | "model/malformed"
  | "model/timeout"
  | "model/ceiling"
  | "model/cassette-miss"
  | "model/cancelled"
>;

/** What was used so far. Tokens count what endpoints said, else an estimate (`estimated` says how many of them). */
export type Spent = {
  readonly calls: number;
  readonly retries: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly estimatedTokens: number;
};
