import type { SourceKind } from "../citation/source.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { Trial } from "../trial.ts";
import type { Where } from "./rule.ts";

/** A text of a trial, and the event that it stands in. */
export type Part = { readonly event: number; readonly kind: SourceKind; readonly text: string };

export type ToolCall = {
  readonly event: number;
  readonly tool: string;
  readonly args: unknown;
  readonly result: string;
};

type Numbered = readonly [number, TranscriptEvent];

const seenByTarget = ({ events }: Trial): Numbered[] =>
  [...events.entries()].filter(([, { view }]) => view.includes("target"));

function saidBy(trial: Trial, roles: readonly string[]): Part[] {
  return seenByTarget(trial).flatMap(([event, { edit }]) =>
    edit.type !== "tool_call" && roles.includes(edit.message.role)
      ? [{ event, kind: "message" as const, text: edit.message.content }]
      : [],
  );
}

export const toolCalls = (trial: Trial): ToolCall[] =>
  seenByTarget(trial).flatMap(([event, { edit }]) =>
    edit.type === "tool_call"
      ? [{ event, tool: edit.tool_name, args: edit.tool_args, result: edit.tool_result }]
      : [],
  );

export const toolResults = (trial: Trial): Part[] =>
  toolCalls(trial).map(({ event, result }) => ({ event, kind: "tool_result", text: result }));

export const answers = (trial: Trial): Part[] => saidBy(trial, ["assistant"]);

/** What the target was told: instructions, the user's messages, and its tools' results. */
export const told = (trial: Trial): Part[] => [
  ...saidBy(trial, ["system", "user", "tool"]),
  ...toolResults(trial),
];

const PARTS: Readonly<Record<Where, (trial: Trial) => readonly Part[]>> = {
  answers,
  last_answer: (trial) => answers(trial).slice(-1),
  user: (trial) => saidBy(trial, ["user"]),
  tool_results: toolResults,
  everything: (trial) => [...answers(trial), ...told(trial)].sort((a, b) => a.event - b.event),
};

export const partsOf = (trial: Trial, where: Where): readonly Part[] => PARTS[where](trial);

/** Whether calls of tools would have been seen: a target that was to be traced and sent no span hid them. */
export const seesTools = (trial: Trial): boolean =>
  !trial.evidence.traced || trial.evidence.spans.length > 0 || toolCalls(trial).length > 0;
