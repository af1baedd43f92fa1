import type { Json } from "../canonicalJson.ts";
import type { ChatMessage, ChatRequest, Sampling, ToolCall, ToolDefinition } from "./chat.ts";
import { isMembers, itemsOf, joinText, type Members, membersOf, textOf } from "./wire.ts";

/** A body of `POST …/chat/completions`, or of any server that took over its shape. */
export type OpenAiRequest = { readonly [name: string]: Json };

const toCall = ({ id, name, arguments: written }: ToolCall): Json => ({
  id,
  type: "function",
  function: { name, arguments: written },
});

function toMessage(message: ChatMessage): Json {
  const { role, content } = message;
  if (role === "tool") return { role, tool_call_id: message.toolCallId, content };
  if (role !== "assistant" || message.toolCalls.length === 0) return { role, content };
  // Several servers refuse an empty text beside calls of tools; null is the protocol's own way to say none.
  return {
    role,
    content: content === "" ? null : content,
    tool_calls: message.toolCalls.map(toCall),
  };
}

const toTool = ({ name, description, parameters }: ToolDefinition): Json => ({
  type: "function",
  function: { name, description, parameters },
});

/** OpenAI's reasoning models refuse `max_tokens`; most other servers know nothing else. */
const REASONING = /^(?:o\d|gpt-5)/;

function toSampling(model: string, { temperature, topP, maxTokens, seed }: Sampling) {
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(maxTokens === null
      ? {}
      : { [REASONING.test(model) ? "max_completion_tokens" : "max_tokens"]: maxTokens }),
    ...(seed === null ? {} : { seed }),
  };
}

/** The strict mode takes only schemas whose every object names all its members as required and no others. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (!isMembers(schema)) return true;
  const { properties } = schema;
  if (isMembers(properties)) {
    const required = itemsOf(schema.required);
    const closed = schema.additionalProperties === false;
    if (!closed || !Object.keys(properties).every((name) => required.includes(name))) return false;
  }
  return Object.values(schema).every(isStrict);
}

const toFormat = (schema: Json): OpenAiRequest => ({
  response_format: {
    type: "json_schema",
    json_schema: { name: "answer", schema, strict: isStrict(schema) },
  },
});

export function toOpenAiRequest(
  model: string,
  { messages, tools, sampling, answerSchema }: ChatRequest,
  streaming = false,
): OpenAiRequest {
  return {
    model,
    messages: messages.map(toMessage),
    ...(tools.length === 0 ? {} : { tools: tools.map(toTool) }),
    ...toSampling(model, sampling),
    ...(answerSchema === null ? {} : toFormat(answerSchema)),
    ...(streaming ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

/** Servers give arguments as text; some give the object itself. */
export const readOpenAiCalls = (calls: unknown): ToolCall[] =>
  itemsOf(calls).map((call, place) => {
    const { id, function: called } = membersOf(call);
    const { name, arguments: written } = membersOf(called);
    return {
      id: textOf(id) === "" ? `call_${place}` : textOf(id),
      name: textOf(name),
      arguments: typeof written === "string" ? written : JSON.stringify(written ?? {}),
    };
  });

function readMessage(wire: unknown): ChatMessage {
  const { role, content, tool_calls, tool_call_id } = membersOf(wire);
  const said = joinText(content);
  if (role === "assistant") return { role, content: said, toolCalls: readOpenAiCalls(tool_calls) };
  if (role === "tool") return { role, content: said, toolCallId: textOf(tool_call_id) };
  return { role: role === "user" ? "user" : "system", content: said };
}

const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

export const readSampling = (wire: Members): Sampling => ({
  temperature: numberOf(wire.temperature),
  topP: numberOf(wire.top_p),
  maxTokens: numberOf(wire.max_completion_tokens) ?? numberOf(wire.max_tokens),
  seed: numberOf(wire.seed),
});

/** The server's side: what a client asks. Null where there is no list of messages. */
export function readOpenAiRequest(wire: unknown): ChatRequest | null {
  const body = membersOf(wire);
  if (!Array.isArray(body.messages)) return null;
  const tools = itemsOf(body.tools).map((tool): ToolDefinition => {
    const { name, description, parameters } = membersOf(membersOf(tool).function);
    return {
      name: textOf(name),
      description: textOf(description),
      parameters: (parameters ?? {}) as Json,
    };
  });
  const { schema } = membersOf(membersOf(body.response_format).json_schema);
  return {
    messages: body.messages.map(readMessage),
    tools,
    sampling: readSampling(body),
    answerSchema: (schema ?? null) as Json,
  };
}
