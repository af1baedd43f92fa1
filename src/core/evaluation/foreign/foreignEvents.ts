import type { Role, TranscriptEvent } from "../transcript.ts";

const SHOWN = ["target", "combined"] as const;

const ACTOR = { user: "tester", assistant: "target", tool: "tool" } as const;

/** A message as an event of the conversation. */
export const messageEvent = (role: Role, content: string): TranscriptEvent =>
  role === "system"
    ? {
        view: ["system", ...SHOWN],
        actor: "tester",
        edit: { type: "set_system_message", message: { role, content } },
      }
    : {
        view: SHOWN,
        actor: ACTOR[role],
        edit: { type: "add_message", message: { role, content } },
      };

/** A call of a tool, and its result; empty where none came. */
export const toolEvent = (
  name: string,
  args: unknown,
  result: string,
  id: string,
): TranscriptEvent => ({
  view: SHOWN,
  actor: "target",
  edit: {
    type: "tool_call",
    tool_name: name,
    tool_args: args,
    tool_result: result,
    tool_call_id: id,
  },
});
