import { type Fields, isFields } from "../assert/reading.ts";
import { toSpacedJson } from "./spacedJson.ts";
import { textOf } from "./span.ts";

/** A value that may have been written as JSON into a text, as attributes often are; text that is no JSON stays text. */
export function fromJsonText(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  if (value.trim() === "") return null;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** What a message says, whether it has `content` as text, `parts`, or `content` in pieces. */
export function textOfMessage(message: unknown): string {
  if (typeof message === "string") return message;
  if (!isFields(message)) return "";
  const { content, parts } = message;
  if (typeof content === "string" && content !== "") return content;
  if (Array.isArray(parts)) return parts.map((part) => textOfPart(part, true)).join("");
  return Array.isArray(content) ? content.map((part) => textOfPart(part, false)).join("") : "";
}

function textOfPart(part: unknown, typed: boolean): string {
  if (typeof part === "string") return part;
  if (!isFields(part)) return "";
  const isText = part.type === undefined || part.type === null || part.type === "text";
  return typed && !isText ? "" : textOf(part.content) || textOf(part.text);
}

/** What the model said in a list of messages, one line each; what others said is left out. */
export function textOfMessages(value: unknown): string {
  const messages = fromJsonText(value);
  if (typeof messages === "string") return messages;
  const list = Array.isArray(messages) ? messages : [messages];
  return list
    .filter(isFields)
    .filter(({ role = "assistant" }) => role === "assistant" || role === "model" || role === null)
    .map(textOfMessage)
    .filter((text) => text !== "")
    .join("\n");
}

export type AskedCall = {
  readonly name: string;
  readonly args: Fields;
  readonly callId: string | null;
};

/** The calls that a message asks for, in the shape that OpenAI gave them or as parts of it. */
export function callsOfMessage(message: Fields): AskedCall[] {
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls : [];
  return [...calls.filter(isFields).map(toCall), ...partsOf(message).filter(isCall).map(toCall)];
}

function toCall(call: Fields): AskedCall {
  const own = isFields(call.function) ? call.function : {};
  const args = "arguments" in own ? own.arguments : (call.arguments ?? call.input ?? call.args);
  return {
    name:
      textOf(own.name) ||
      textOf(call.name) ||
      textOf(call.tool_name) ||
      textOf(call.toolName) ||
      "tool",
    args: toArguments(args),
    callId: textOf(call.id) || textOf(call.call_id) || textOf(call.toolCallId) || null,
  };
}

const partsOf = ({ parts, content }: Fields): Fields[] =>
  [parts, content]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .filter(isFields);

const isCall = ({ type }: Fields): boolean =>
  type === "tool_call" || type === "tool_use" || type === "tool-call";
const isResult = ({ type }: Fields): boolean =>
  type === "tool_call_response" || type === "tool_result" || type === "tool-result";

/** Results of tools that a message tells, each with the id of its call. */
export function resultsOfMessage(message: Fields): (readonly [string, string])[] {
  const whole =
    message.role === "tool"
      ? [[textOf(message.tool_call_id ?? message.id), textOfMessage(message)] as const]
      : [];
  const inParts = partsOf(message)
    .filter(isResult)
    .map(
      (part) =>
        [
          textOf(part.id ?? part.tool_use_id ?? part.toolCallId),
          toResultText(part.response ?? part.result ?? part.output ?? part.content),
        ] as const,
    );
  return [...whole, ...inParts].filter(([id, result]) => id !== "" && result !== "");
}

/** Arguments as a mapping; what is none stands under `raw`. */
export function toArguments(value: unknown): Fields {
  const read = fromJsonText(value);
  if (isFields(read)) return read;
  return read === null ? {} : { raw: read };
}

/** A result as text. */
export function toResultText(value: unknown): string {
  const read = fromJsonText(value);
  if (read === null) return "";
  if (typeof read === "string") return read;
  return toSpacedJson(typeof value === "string" ? value : JSON.stringify(value));
}
