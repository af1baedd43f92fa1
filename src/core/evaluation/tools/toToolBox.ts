import { type Json, toWellFormed } from "../../canonicalJson.ts";
import { nearestName } from "../../formats/nearestName.ts";
import type { ChatMessage, ToolCall } from "../../models/chat.ts";
import { ok } from "../../result.ts";
import { toJson } from "../identity.ts";
import { findSchemaFault } from "../rule/jsonText.ts";
import { type Asking, andThen, done } from "../run/asking.ts";
import type { ToolAnswer, ToolBox } from "../run/toolBox.ts";
import { toModelIdentity } from "../target/modelChoice.ts";
import { answerFromTable } from "./mocked.ts";
import { readArguments, toPastCalls } from "./pastCalls.ts";
import { answerFromRecord } from "./replayed.ts";
import { SIMULATION_WORDS_VERSION, simulate } from "./simulated.ts";
import type { ToolOutcome } from "./toolResult.ts";
import type { Tool, ToolsConfig } from "./toolsConfig.ts";
import { applyEffects } from "./world.ts";

/**
 * Tools that a target may call. Arguments that do not fit are the target's fault, and it is told. A result that is not there or does not fit
 * is the harness's: it is counted, and the target learns only that the tool did not work.
 */
export function toToolBox({ world, tools }: ToolsConfig): ToolBox {
  return {
    identity: tools.length === 0 ? null : toJson({ world, tools: tools.map(toToolIdentity) }),
    definitions: tools.map(({ name, description, parameters }) => ({
      name,
      description,
      parameters,
    })),
    begin: () => world,
    call: (held, call, messages) => callTool(tools, held, call, messages),
  };
}

const toToolIdentity = (tool: Tool): Json =>
  tool.source === "simulated"
    ? toJson({ ...tool, model: toModelIdentity(tool.model), words: SIMULATION_WORDS_VERSION })
    : toJson(tool);

function callTool(
  tools: readonly Tool[],
  world: Json,
  call: ToolCall,
  messages: readonly ChatMessage[],
): Asking<ToolAnswer> {
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) return done(blameTarget(world, whyUnknown(call.name, tools)));
  const args = readArguments(call.arguments);
  if (args === undefined)
    return done(blameTarget(world, `The arguments of ${tool.name} are no JSON.`));
  const fault = findSchemaFault(args, tool.parameters);
  if (fault !== null)
    return done(blameTarget(world, `The arguments of ${tool.name} do not fit: ${fault}.`));
  return andThen(obtain(tool, args, world, messages), (outcome) =>
    done(settle(tool, args, world, outcome)),
  );
}

function whyUnknown(name: string, tools: readonly Tool[]): string {
  const meant = nearestName(
    name,
    tools.map((tool) => tool.name),
  );
  return `There is no tool ${name}.${meant === null ? "" : ` Did you mean ${meant}?`}`;
}

function obtain(
  tool: Tool,
  args: Json,
  world: Json,
  messages: readonly ChatMessage[],
): Asking<ToolOutcome> {
  const past = toPastCalls(messages);
  switch (tool.source) {
    case "mocked":
      return done(answerFromTable(tool, args, world, past));
    case "replayed":
      return done(answerFromRecord(tool, args, past));
    case "simulated":
      return simulate({ tool, args, world, past });
    case "real":
      return {
        kind: "run",
        tool: tool.name,
        args,
        resume: (result) =>
          done(
            result.ok
              ? ok({ result: result.value, effects: [] })
              : { ok: false, refusal: { code: "tool/failed", detail: result.refusal.detail } },
          ),
      };
  }
}

/** A sound result is given, and what it does to the world is done; any other one is not, and the world stays as it was. */
function settle(tool: Tool, args: Json, world: Json, outcome: ToolOutcome): ToolAnswer {
  if (!outcome.ok) return blameHarness(world, tool, outcome.refusal.detail);
  const { effects } = outcome.value;
  const result = toWellFormed(outcome.value.result);
  const fault = tool.result === undefined ? null : findSchemaFault(result, tool.result);
  if (fault !== null)
    return blameHarness(
      world,
      tool,
      `The result of ${tool.name} does not fit its schema: ${fault}.`,
    );
  const after = applyEffects([...tool.effects, ...effects], { arguments: args, result, world });
  if (!after.ok)
    return blameHarness(
      world,
      tool,
      `What ${tool.name} does to the world cannot be done: ${after.refusal.detail}`,
    );
  const told = typeof result === "string" ? result : JSON.stringify(result);
  return { world: after.value, result: told, fault: null };
}

const blameTarget = (world: Json, fault: string): ToolAnswer => ({
  world,
  result: JSON.stringify({ error: fault }),
  fault,
  faultOf: "target",
});

const blameHarness = (world: Json, { name }: Tool, fault: string): ToolAnswer => ({
  world,
  result: JSON.stringify({ error: `${name} is not available.` }),
  fault,
  faultOf: "harness",
});
