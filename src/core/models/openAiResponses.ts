import type { Json } from "../canonicalJson.ts";
import type { ChatMessage, ChatReply, ChatRequest, ToolDefinition } from "./chat.ts";
import { readSampling } from "./openAiRequest.ts";
import { cut } from "./openAiStream.ts";
import type { SseEvent } from "./sse.ts";
import { isMembers, itemsOf, joinText, type Members, membersOf, textOf } from "./wire.ts";

/** The server's side of `POST …/responses`, OpenAI's newer protocol, as far as a conversation needs it. */

function readItem(item: unknown): ChatMessage {
  const { type, role, content, call_id, name, arguments: written, output } = membersOf(item);
  if (type === "function_call_output")
    return { role: "tool", content: joinText(output), toolCallId: textOf(call_id) };
  if (type === "function_call") {
    const call = { id: textOf(call_id), name: textOf(name), arguments: textOf(written) };
    return { role: "assistant", content: "", toolCalls: [call] };
  }
  if (role === "assistant") return { role, content: joinText(content), toolCalls: [] };
  return { role: role === "user" ? "user" : "system", content: joinText(content) };
}

/** What a client asks. Null where there is neither a text nor a list of items. */
export function readResponsesRequest(wire: unknown): ChatRequest | null {
  const body = membersOf(wire);
  const { input, instructions } = body;
  if (typeof input !== "string" && !Array.isArray(input)) return null;
  const told: ChatMessage[] =
    typeof instructions === "string" ? [{ role: "system", content: instructions }] : [];
  const said: ChatMessage[] =
    typeof input === "string" ? [{ role: "user", content: input }] : input.map(readItem);
  const tools = itemsOf(body.tools)
    .filter((tool) => membersOf(tool).type === "function")
    .map((tool): ToolDefinition => {
      const { name, description, parameters } = membersOf(tool);
      const schema = (isMembers(parameters) ? parameters : {}) as Json;
      return { name: textOf(name), description: textOf(description), parameters: schema };
    });
  const { schema = null } = membersOf(membersOf(body.text).format);
  return {
    messages: [...told, ...said],
    tools,
    sampling: readSampling({ ...body, max_tokens: body.max_output_tokens }),
    answerSchema: schema as Json,
  };
}

const isCutOff = ({ finish }: ChatReply): boolean =>
  finish === "length" || finish === "content_filter";

function toOutput({ content, toolCalls }: ChatReply, id: string, status: string): Json[] {
  const part = { type: "output_text", text: content, annotations: [] };
  const message = { type: "message", id: `${id}-m`, status, role: "assistant", content: [part] };
  const calls = toolCalls.map((call, at) => ({
    type: "function_call",
    id: `${id}-c${at}`,
    call_id: call.id,
    name: call.name,
    arguments: call.arguments,
    status: "completed",
  }));
  return content === "" && calls.length > 0 ? calls : [message, ...calls];
}

const REASONS: Partial<Readonly<Record<ChatReply["finish"], string>>> = {
  length: "max_output_tokens",
  content_filter: "content_filter",
};

export function toResponsesReply(reply: ChatReply, id: string): Json {
  const status = isCutOff(reply) ? "incomplete" : "completed";
  const { input, output } = reply.usage;
  const isCounted = input !== null && output !== null;
  const reason = REASONS[reply.finish];
  return {
    id,
    object: "response",
    created_at: 0,
    status,
    incomplete_details: reason === undefined ? null : { reason },
    error: null,
    model: reply.model ?? "unknown",
    output: toOutput(reply, id, status),
    ...(isCounted
      ? { usage: { input_tokens: input, output_tokens: output, total_tokens: input + output } }
      : {}),
  };
}

/** An answer in pieces of about `size` UTF-16 units. */
export function toResponsesEvents(reply: ChatReply, id: string, size = 16): SseEvent[] {
  const whole = toResponsesReply(reply, id) as { readonly [name: string]: Json };
  const begun = { ...whole, status: "in_progress", output: [], incomplete_details: null };
  const events: { readonly [name: string]: Json }[] = [
    { type: "response.created", response: begun },
  ];
  for (const [output_index, item] of itemsOf(whole.output).entries())
    events.push(...toItemEvents(item as Members, output_index, size));
  const type = isCutOff(reply) ? "response.incomplete" : "response.completed";
  events.push({ type, response: whole });
  return events.map((event, sequence_number) => ({
    event: String(event.type),
    data: JSON.stringify({ ...event, sequence_number }),
  }));
}

function toItemEvents(item: Members, output_index: number, size: number) {
  const place = { output_index, item_id: textOf(item.id) };
  const own = item as { readonly [name: string]: Json };
  const around = (between: { readonly [name: string]: Json }[], bare: Json) => [
    { type: "response.output_item.added", output_index, item: bare },
    ...between,
    { type: "response.output_item.done", output_index, item: own },
  ];
  if (item.type === "function_call") {
    const written = textOf(item.arguments);
    const type = "response.function_call_arguments";
    return around(
      [
        ...cut(written, size).map((delta) => ({ type: `${type}.delta`, ...place, delta })),
        { type: `${type}.done`, ...place, arguments: written },
      ],
      { ...own, arguments: "", status: "in_progress" },
    );
  }
  const text = joinText(item.content);
  const at = { ...place, content_index: 0 };
  const part = (said: string): Json => ({ type: "output_text", text: said, annotations: [] });
  return around(
    [
      { type: "response.content_part.added", ...at, part: part("") },
      ...cut(text, size).map((delta) => ({ type: "response.output_text.delta", ...at, delta })),
      { type: "response.output_text.done", ...at, text },
      { type: "response.content_part.done", ...at, part: part(text) },
    ],
    { ...own, content: [], status: "in_progress" },
  );
}
