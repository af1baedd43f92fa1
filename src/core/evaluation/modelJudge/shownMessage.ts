import type { CitableMessage } from "../citation/source.ts";
import type { Edit } from "../transcript.ts";
import type { Trial } from "../trial.ts";

/** A message as a judge is shown it, raw and whole. */
export type ShownMessage = CitableMessage & {
  /** Who speaks, as the heading says it. */
  readonly speaker: string;
};

/** What the target saw and said, numbered from 1, calls of tools among it. What was taken back is not there. */
export function toShownMessages({ events }: Pick<Trial, "events">): ShownMessage[] {
  const shown = [...events.entries()].filter(([, { view }]) => view.includes("target"));
  return shown.map(([at, { edit }], i) => ({
    index: String(i + 1),
    messageId: `event:${at}`,
    ...toMessage(edit),
  }));
}

const SPEAKERS = {
  system: "system (instructions to the target)",
  user: "user",
  assistant: "assistant (the target)",
  tool: "tool",
} as const;

const write = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

function toMessage(edit: Edit): Omit<ShownMessage, "index" | "messageId"> {
  if (edit.type !== "tool_call")
    return { speaker: SPEAKERS[edit.message.role], text: edit.message.content };
  const { tool_name, tool_args, tool_result, tool_call_id } = edit;
  const isMapping = typeof tool_args === "object" && tool_args !== null;
  const named = isMapping && !Array.isArray(tool_args) ? Object.entries(tool_args) : [];
  return {
    speaker: "call of a tool by the target, and its result",
    text: `${tool_name}(${write(tool_args ?? {})}) → ${tool_result}`,
    toolCallId: tool_call_id,
    toolArguments: Object.fromEntries(named.map(([name, value]) => [name, write(value)])),
    toolResult: tool_result,
  };
}
