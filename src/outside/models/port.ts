import type { ChatRequest } from "#core/models/chat.ts";
import type { ModelAnswer, ModelEndpoint, ModelRefusal, Spent } from "#core/models/endpoint.ts";
import type { Result } from "#core/result.ts";

export type AskHow = {
  /** Which of several answers to the same request, from 0: the repetition. Cassettes tell them apart by it. */
  readonly take?: number;
  /** For one attempt; the port's own unless told. */
  readonly timeoutMs?: number;
};

/** The one way to a model: live, recording, replaying or scripted, with one layer of retries and hard ceilings. */
export type ModelPort = {
  readonly ask: (
    endpoint: ModelEndpoint,
    request: ChatRequest,
    signal?: AbortSignal,
    how?: AskHow,
  ) => Promise<Result<ModelAnswer, ModelRefusal>>;
  readonly spent: () => Spent;
};
