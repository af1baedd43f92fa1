import type { Role, TranscriptEvent } from "../../transcript.ts";
import { messageEvent, toolEvent } from "../foreignEvents.ts";
import { type Losses, lose } from "../foreignText.ts";
import type { Content, Message, Part } from "./inspectLog.ts";

/** Of one sample: its attachments, and what of it cannot be taken over. */
export type SampleReading = {
  readonly attachments: ReadonlyMap<string, unknown>;
  readonly losses: Losses;
};

const MEDIA = new Set(["image", "audio", "video", "document"]);
const REFERENCE = /^(?:attachment|tc):\/\/(.+)$/s;

/** A text, or the attachment that stands in its place. */
export function readText(text: string, { attachments, losses }: SampleReading): string {
  const [, name] = REFERENCE.exec(text) ?? [];
  if (name === undefined || !text.includes("://") || /\s/.test(name)) return text;
  const held = attachments.get(name);
  if (typeof held === "string") return held;
  lose(losses, "Texts in attachments that the log does not hold");
  return text;
}

export type Said = {
  readonly text: string;
  /** What the model thought aloud: no part of its answer. */
  readonly reasoning: readonly string[];
  /** Tools that the provider ran by itself. */
  readonly ran: readonly Exclude<Part, string>[];
};

/** What a message says. A picture, a sound or a file leaves its kind in brackets. */
export function readContent(content: Content | null | undefined, reading: SampleReading): Said {
  const parts = typeof content === "string" ? [content] : (content ?? []);
  const [texts, reasoning, ran]: [string[], string[], Exclude<Part, string>[]] = [[], [], []];
  for (const part of parts) {
    if (typeof part === "string") texts.push(readText(part, reading));
    else if (part.type === "text") texts.push(readText(textOf(part.text), reading));
    else if (part.type === "reasoning") reasoning.push(readText(textOf(part.reasoning), reading));
    else if (part.type === "tool_use") ran.push(part);
    else {
      lose(
        reading.losses,
        MEDIA.has(part.type)
          ? "Pictures, sounds and files in messages, for which their kind stands in brackets"
          : `Parts of messages of the kind ${part.type}, for which it stands in brackets`,
      );
      texts.push(`[${part.type}]`);
    }
  }
  return { text: texts.join("\n"), reasoning, ran };
}

const textOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);

const ROLES: readonly string[] = ["system", "user", "assistant", "tool"] satisfies Role[];
const isRole = (role: string): role is Role => ROLES.includes(role);

/** A conversation. A tool's message answers the nearest open call before it that it names; one that answers none stands for itself. */
export function toEvents(messages: readonly Message[], reading: SampleReading): TranscriptEvent[] {
  const calls: Calls = { events: [], open: new Map() };
  for (const message of messages) {
    const said = readContent(message.content, reading);
    if (message.role === "tool") answer(message, said.text, calls);
    else addMessage(message, said, calls, reading);
  }
  return calls.events;
}

type Calls = { readonly events: TranscriptEvent[]; readonly open: Map<string, number[]> };

function addMessage(message: Message, said: Said, { events, open }: Calls, reading: SampleReading) {
  const role = isRole(message.role) ? message.role : "user";
  if (role !== message.role)
    lose(reading.losses, `Messages of the role ${message.role}, taken for the user's`);
  say(role, message, said, events);
  for (const { name, arguments: args, error, result, id } of said.ran)
    events.push(toolEvent(textOf(name), readArguments(args), textOf(error ?? result), textOf(id)));
  for (const call of message.tool_calls ?? []) {
    const id = call.id ?? "";
    open.set(id, [...(open.get(id) ?? []), events.length]);
    events.push(toolEvent(call.function, call.arguments ?? {}, "", id));
  }
}

function say(
  role: Role,
  message: Message,
  { text, reasoning }: Said,
  events: TranscriptEvent[],
): void {
  const thought =
    typeof message.reasoning === "string" ? [...reasoning, message.reasoning] : reasoning;
  const isSilent = role === "assistant" && text === "" && thought.length === 0;
  const hasCalls = (message.tool_calls ?? []).length > 0;
  if (isSilent && hasCalls) return;
  const event = messageEvent(role, text);
  events.push(thought.length > 0 ? { ...event, raw: { reasoning: thought } } : event);
}

function answer(message: Message, text: string, { events, open }: Calls): void {
  const error = message.error ?? message.tool_error ?? null;
  const why =
    typeof error === "object" && error !== null && "message" in error ? error.message : error;
  const told =
    typeof why === "string" && !text.includes(why)
      ? `${text === "" ? "" : `${text}\n`}[error] ${why}`
      : text;
  const [at, ...later] = open.get(message.tool_call_id ?? "") ?? [];
  const call = at === undefined ? undefined : events[at];
  if (at === undefined || call?.edit.type !== "tool_call") {
    events.push(messageEvent("tool", told));
    return;
  }
  open.set(message.tool_call_id ?? "", later);
  events[at] = { ...call, edit: { ...call.edit, tool_result: told } };
}

/** Arguments that were written as JSON into a text. */
function readArguments(value: unknown): unknown {
  if (typeof value !== "string") return value ?? {};
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return { raw: value };
  }
}
