import type { Asking, ModelQuestion } from "#core/evaluation/run/asking.ts";
import type { ChatReply, Finish } from "#core/models/chat.ts";
import type { ModelRefusal } from "#core/models/endpoint.ts";
import { ok, type Result } from "#core/result.ts";

export type ScriptedModel = (
  question: ModelQuestion,
  number: number,
) => Result<ChatReply, ModelRefusal>;

/** What a model says, in words alone. */
export const saying = (content: string, finish: Finish = "stop") =>
  ok({
    content,
    toolCalls: [],
    finish,
    usage: { input: 10, output: 5 },
    model: "scripted",
  } satisfies ChatReply);

/** A computation to its end, its questions answered by a function. Throws where it wants a real tool. */
export function driveAsking<T>(asking: Asking<T>, model: ScriptedModel): T {
  let step = asking;
  let number = 0;
  while (step.kind !== "done") {
    if (step.kind === "run") throw new Error(`It wants the real tool ${step.tool}.`);
    const answers = step.questions.map((question) => model(question, number++));
    step = step.resume(answers);
  }
  return step.value;
}
