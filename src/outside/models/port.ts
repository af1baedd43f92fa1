import type { ChatRequest } from "#core/models/chat.ts";
import type { ModelAnswer, ModelEndpoint, ModelRefusal, Spent } from "#core/models/endpoint.ts";
import type { Result } from "#core/result.ts";

/** The one way to a model: live, recording, replaying or scripted, with one layer of retries and hard ceilings. */
export type ModelPort = {
  readonly ask: (
    endpoint: ModelEndpoint,
    request: ChatRequest,
    signal?: AbortSignal,
  ) => Promise<Result<ModelAnswer, ModelRefusal>>;
  readonly spent: () => Spent;
};
