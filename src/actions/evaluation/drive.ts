import type { Json } from "#core/canonicalJson.ts";
import { toJson } from "#core/evaluation/identity.ts";
import type { Asking, ModelQuestion } from "#core/evaluation/run/asking.ts";
import { costOf, type Price, type Used } from "#core/evaluation/run/budget.ts";
import { endpointOf } from "#core/evaluation/target/modelChoice.ts";
import type { ModelAnswer, ModelRefusal } from "#core/models/endpoint.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import type { ModelPort } from "#outside/models/port.ts";

/** Calls a real tool. */
export type RunTool = (
  tool: string,
  args: Json,
  signal: AbortSignal,
) => Promise<Result<Json, Refusal>>;

export const noTools: RunTool = async (tool) =>
  refuse(
    "tool/absent",
    `No program stands behind the real tool ${tool}. Name one under tool_commands.`,
  );

/** What asks on behalf of a computation. */
export type Driver = {
  readonly port: ModelPort;
  /** The key that a variable of the environment holds; null where none is named. */
  readonly keyOf: (variable: string | undefined) => string | null;
  readonly runTool: RunTool;
  readonly signal: AbortSignal;
  /** Which repetition this is: recorded answers to the same request are kept by it. */
  readonly take?: number;
  /** Each question and its answer, as they went over the wire. */
  readonly onCall: (wire: Json, answer: Result<ModelAnswer, ModelRefusal>, model: string) => void;
};

/** What one question used. Of one that was refused, and of tokens that nobody told, only the call is known. */
export function usedOf(answer: Result<ModelAnswer, ModelRefusal>, price: Price | null): Used {
  const { input, output } = answer.ok ? answer.value.reply.usage : { input: null, output: null };
  return {
    calls: 1,
    tokens: (input ?? 0) + (output ?? 0),
    cost: costOf(price, input, output) ?? 0,
  };
}

/** Carries a computation to its end, asking whatever it asks. */
export async function drive<T>(asking: Asking<T>, driver: Driver): Promise<T> {
  let step = asking;
  while (step.kind !== "done") {
    if (step.kind === "ask") {
      const answers = await Promise.all(step.questions.map((one) => ask(one, driver)));
      step = step.resume(answers);
    } else step = step.resume(await driver.runTool(step.tool, step.args, driver.signal));
  }
  return step.value;
}

async function ask({ model, request }: ModelQuestion, driver: Driver) {
  const endpoint = { ...endpointOf(model), key: driver.keyOf(model.key_env) };
  const answer = await driver.port.ask(endpoint, request, driver.signal, {
    take: driver.take ?? 0,
  });
  const named = { url: endpoint.url, model: endpoint.model };
  driver.onCall(
    toJson(
      answer.ok
        ? { ...named, wire: answer.value.wire, usage: answer.value.reply.usage }
        : { ...named, request, refusal: answer.refusal },
    ),
    answer,
    model.model,
  );
  return answer.ok ? ok(answer.value.reply) : answer;
}
