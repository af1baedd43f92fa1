import type { SourceKind } from "#core/evaluation/citation/source.ts";
import type { TranscriptMessage, View } from "#core/evaluation/transcript.ts";

/** An event as the core and the contract both have it, as far as a reader sees it. */
export type SeenEvent = {
  readonly view: readonly View[];
  readonly edit:
    | { readonly type: "add_message" | "set_system_message"; readonly message: TranscriptMessage }
    | {
        readonly type: "tool_call";
        readonly tool_name: string;
        readonly tool_args: unknown;
        readonly tool_result: string;
      };
};

/** One text of a transcript that a judge can cite, by its event, its kind, and for an argument by its name. */
export type Citable = {
  /** `event:0`, `event:1` … */
  readonly messageId: string;
  readonly kind: SourceKind;
  readonly argument: string | null;
};

export type Argument = {
  readonly name: string;
  /** As judges were shown it: a text is itself, anything else is JSON. */
  readonly text: string;
  /** Shown between quotation marks. */
  readonly isText: boolean;
};

/** What a reader sees of an event. A call of a tool and its result are two turns of one event. */
export type Turn =
  | {
      readonly kind: "message";
      readonly key: string;
      readonly messageId: string;
      readonly who: string;
      readonly text: string;
    }
  | {
      readonly kind: "call";
      readonly key: string;
      readonly messageId: string;
      readonly tool: string;
      readonly args: readonly Argument[];
    }
  | {
      readonly kind: "result";
      readonly key: string;
      readonly messageId: string;
      readonly text: string;
    };

/** The events of a view in their order; the numbers of events count all of them, as judges cite them. */
export function toTurns(events: readonly SeenEvent[], view: View = "target"): Turn[] {
  return events.flatMap(({ view: views, edit }, at): Turn[] => {
    if (!views.includes(view)) return [];
    const messageId = `event:${at}`;
    if (edit.type !== "tool_call") {
      const { role, content } = edit.message;
      return [{ kind: "message", key: messageId, messageId, who: role, text: content }];
    }
    const call: Turn = {
      kind: "call",
      key: messageId,
      messageId,
      tool: edit.tool_name,
      args: toArguments(edit.tool_args),
    };
    if (edit.tool_result === "") return [call];
    return [
      call,
      { kind: "result", key: `${messageId} result`, messageId, text: edit.tool_result },
    ];
  });
}

/** Exporters that send something else than a mapping get one nameless argument. */
function toArguments(args: unknown): Argument[] {
  if (args === null || args === undefined) return [];
  if (typeof args !== "object" || Array.isArray(args)) return [toArgument("", args)];
  return Object.entries(args).map(([name, value]) => toArgument(name, value));
}

const toArgument = (name: string, value: unknown): Argument => ({
  name,
  text: typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
  isText: typeof value === "string",
});

/** How many events of a transcript the view leaves out. */
export const countHidden = (events: readonly SeenEvent[], view: View): number =>
  events.filter(({ view: views }) => !views.includes(view)).length;
