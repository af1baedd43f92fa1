import type { Json } from "#core/canonicalJson.ts";
import type { ToolAnswer } from "#core/evaluation/run/toolBox.ts";
import { toTestCase } from "#core/evaluation/testCase.ts";
import { ToolsConfig } from "#core/evaluation/tools/toolsConfig.ts";
import { toToolBox } from "#core/evaluation/tools/toToolBox.ts";
import type { ChatMessage } from "#core/models/chat.ts";
import { driveAsking, type ScriptedModel } from "./driveAsking.ts";

const unasked = (): never => {
  throw new Error("Nobody was to be asked.");
};

export const HELD = toTestCase(
  { kind: "prompt", content: { title: "t", system: null, message: "m" } },
  {},
);
export const never: ScriptedModel = () => unasked();

/** Calls one after the other, as a run makes them: each sees the world and the calls before. */
export function callAll(
  config: unknown,
  calls: readonly (readonly [string, Json | string])[],
  model = never,
) {
  const box = toToolBox(ToolsConfig.parse(config));
  let world = box.begin(HELD);
  let messages: ChatMessage[] = [];
  const given: ToolAnswer[] = [];
  for (const [name, args] of calls) {
    const written = typeof args === "string" ? args : JSON.stringify(args);
    const call = { id: "call", name, arguments: written };
    messages = [...messages, { role: "assistant", content: "", toolCalls: [call] }];
    const answer = driveAsking(box.call(world, call, messages), model);
    messages = [...messages, { role: "tool", content: answer.result, toolCallId: "call" }];
    world = answer.world;
    given.push(answer);
  }
  return given;
}
export const callOne = (
  config: unknown,
  name: string,
  args: Json | string,
  model = never,
): ToolAnswer => callAll(config, [[name, args]], model)[0] ?? unasked();
