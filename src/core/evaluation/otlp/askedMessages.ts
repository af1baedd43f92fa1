import { type Fields, isFields } from "../assert/reading.ts";
import type { Gathering } from "./gathering.ts";
import { addAsked, addCall, addResult } from "./gathering.ts";
import { callsOfMessage, fromJsonText, resultsOfMessage, textOfMessage } from "./message.ts";
import { type Attributes, type Span, textOf } from "./span.ts";

/** A list that its exporter spread over attributes: "llm.input_messages.0.message.role", "gen_ai.prompt.0.content". */
const FLAT = /^(gen_ai\.(?:prompt|completion)|llm\.(?:input|output)_messages)\.(\d+)\.(.+)$/;

type Lists = Readonly<Record<"prompt" | "completion", readonly Fields[]>>;

/** Messages that stand in attributes of their own, by Traceloop's and OpenInference's names. */
function flatMessages(attributes: Attributes): Lists {
  const lists = {
    prompt: new Map<number, FlatMessage>(),
    completion: new Map<number, FlatMessage>(),
  };
  for (const [key, value] of attributes) {
    const [, list = "", at, name = ""] = FLAT.exec(key) ?? [];
    if (at === undefined) continue;
    const side = /completion|output/.test(list) ? "completion" : "prompt";
    const message = lists[side].get(Number(at)) ?? { fields: {}, calls: new Map() };
    lists[side].set(Number(at), message);
    place(message, name.replace(/^message\./, ""), value);
  }
  const inOrder = (list: ReadonlyMap<number, FlatMessage>): Fields[] =>
    [...list].toSorted(([a], [b]) => a - b).map(([, message]) => toMessage(message));
  return { prompt: inOrder(lists.prompt), completion: inOrder(lists.completion) };
}

type FlatMessage = {
  readonly fields: Record<string, unknown>;
  readonly calls: Map<string, Record<string, unknown>>;
};

function place({ fields, calls }: FlatMessage, name: string, value: unknown): void {
  const [, call, part] =
    /^tool_calls\.(\d+)\.(?:tool_call\.)?(?:function\.)?(\w+)$/.exec(name) ?? [];
  const [, piece] = /^contents\.(\d+)\.message_content\.text$/.exec(name) ?? [];
  if (call !== undefined && part !== undefined)
    calls.set(call, { ...calls.get(call), [part]: value });
  else if (piece !== undefined)
    fields.content = [textOf(fields.content), textOf(value)].filter((own) => own !== "").join("\n");
  else if (["role", "content", "tool_call_id"].includes(name)) fields[name] = value;
}

const toMessage = ({ fields, calls }: FlatMessage): Fields =>
  calls.size === 0 ? fields : { ...fields, tool_calls: [...calls.values()] };

const JSON_PROMPTS = ["gen_ai.input.messages", "ai.prompt.messages"];
const JSON_EVENTS: Readonly<Record<string, string>> = {
  "gen_ai.content.prompt": "gen_ai.prompt",
  "gen_ai.client.inference.operation.details": "gen_ai.input.messages",
};
const ROLE_EVENT = /^gen_ai\.(system|user)\.message$/;

const listOf = (value: unknown): Fields[] => {
  const read = fromJsonText(value);
  const list: unknown[] = Array.isArray(read) ? read : isFields(read) ? [read] : [];
  return list.filter(isFields);
};

/** What a model was told in a call: instructions, the user's messages, tools' results, and what was said before. */
function askedOf({ attributes, events }: Span): Fields[] {
  const told = listOf(attributes.get("gen_ai.system_instructions"));
  const system = told.length === 0 ? [] : [{ role: "system", parts: told }];
  const inEvents = events.flatMap(({ name, attributes: own }): Fields[] => {
    const [, role] = ROLE_EVENT.exec(name) ?? [];
    if (role !== undefined) return [{ role, ...Object.fromEntries(own) }];
    const key = JSON_EVENTS[name];
    return key === undefined ? [] : listOf(own.get(key));
  });
  return [
    ...system,
    ...JSON_PROMPTS.flatMap((name) => listOf(attributes.get(name))),
    ...flatMessages(attributes).prompt,
    ...inEvents,
  ];
}

/**
 * Adds what a call told its model and no call before it did: each call of a conversation is told the whole of it again. Answers among them are
 * those of calls before.
 */
export function gatherAsked(span: Span, gathering: Gathering): void {
  const times = new Map<string, number>();
  for (const message of askedOf(span)) {
    for (const [id, result] of resultsOfMessage(message)) addResult(gathering, id, result);
    const role = message.role === "developer" ? "system" : message.role;
    const text = textOfMessage(message);
    if ((role !== "system" && role !== "user") || text === "") continue;
    const key = JSON.stringify([role, text]);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    addAsked(gathering, { role, content: text }, time);
  }
}

/** What a model said, where it stands in attributes of their own or in an event. */
export function flatAnswers({ attributes, events }: Span): Fields[] {
  const inEvents = events.flatMap(({ name, attributes: own }) => {
    if (name === "gen_ai.content.completion") return listOf(own.get("gen_ai.completion"));
    return name === "gen_ai.client.inference.operation.details"
      ? listOf(own.get("gen_ai.output.messages"))
      : [];
  });
  const text = textOf(attributes.get("ai.response.text"));
  const plain = text === "" ? [] : [{ role: "assistant", content: text }];
  return [...flatMessages(attributes).completion, ...inEvents, ...plain];
}

/** Calls that messages ask for, each once; their results come from spans or from what the model is told next. */
export function gatherCalls(messages: readonly Fields[], gathering: Gathering): void {
  for (const call of messages.flatMap(callsOfMessage)) addCall(gathering, { ...call, result: "" });
}
