import type { Json } from "../../canonicalJson.ts";
import type { ChatReply, ChatRequest } from "../../models/chat.ts";
import type { ModelRefusal } from "../../models/endpoint.ts";
import type { Refusal, Result } from "../../result.ts";
import type { ModelChoice } from "../target/modelChoice.ts";

/** One question to a model. */
export type ModelQuestion = { readonly model: ModelChoice; readonly request: ChatRequest };

/**
 * A computation that may need a model or a real tool on its way. It is pure: whoever drives it asks, and hands the answers to `resume`, in the
 * order of the questions. Questions of one step are asked side by side. `run` calls a real tool of the given name.
 */
export type Asking<T> =
  | { readonly kind: "done"; readonly value: T }
  | {
      readonly kind: "ask";
      readonly questions: readonly ModelQuestion[];
      readonly resume: (answers: readonly Result<ChatReply, ModelRefusal>[]) => Asking<T>;
    }
  | {
      readonly kind: "run";
      readonly tool: string;
      readonly args: Json;
      readonly resume: (result: Result<Json, Refusal>) => Asking<T>;
    };

export const done = <T>(value: T): Asking<T> => ({ kind: "done", value });

/** What comes of a computation, made into something else. */
export function andThen<T, U>(asking: Asking<T>, next: (value: T) => Asking<U>): Asking<U> {
  if (asking.kind === "done") return next(asking.value);
  if (asking.kind === "ask")
    return {
      ...asking,
      resume: (answers: readonly Result<ChatReply, ModelRefusal>[]) =>
        andThen(asking.resume(answers), next),
    };
  return {
    ...asking,
    resume: (result: Result<Json, Refusal>) => andThen(asking.resume(result), next),
  };
}
