import type { Json } from "../../canonicalJson.ts";
import type { ChatMessage, ToolCall, ToolDefinition } from "../../models/chat.ts";
import type { TestCase } from "../testCase.ts";
import type { Asking } from "./asking.ts";

/** What a call of a tool gave, and the tools' world after it. */
export type ToolAnswer = {
  /** The world is a value: a conversation that is taken back takes its world back. */
  readonly world: Json;
  /** What the target is told. */
  readonly result: string;
  /** For people: why the call or its result does not fit the tool's schema; null where it does. */
  readonly fault: string | null;
  /** Whose the fault is: the target called what is not there or does not fit, or the harness had no sound result to give. */
  readonly faultOf?: "target" | "harness";
};

/** Tools that the harness offers to a target, real, mocked, replayed or simulated. */
export type ToolBox = {
  /** Everything of it that can change a transcript; null where there are no tools. */
  readonly identity: Json;
  readonly definitions: readonly ToolDefinition[];
  /** The tools' world when a trial begins. */
  readonly begin: (held: TestCase) => Json;
  readonly call: (
    world: Json,
    call: ToolCall,
    messages: readonly ChatMessage[],
  ) => Asking<ToolAnswer>;
};

export const NO_TOOLS: ToolBox = {
  identity: null,
  definitions: [],
  begin: () => null,
  call: (world, { name }) => ({
    kind: "done",
    value: { world, result: `There is no tool ${name}.`, fault: `There is no tool ${name}.` },
  }),
};
