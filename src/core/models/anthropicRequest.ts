import type { Json } from "../canonicalJson.ts";
import type { ChatMessage, ChatRequest, ToolCall, ToolDefinition } from "./chat.ts";
import { readSampling } from "./openAiRequest.ts";
import { isMembers, itemsOf, joinText, membersOf, textOf } from "./wire.ts";

/** A body of `POST …/messages`. */
export type AnthropicRequest = { readonly [name: string]: Json };

/** The protocol demands a limit. */
const MOST_TOKENS = 4_096;

type Block = { readonly [name: string]: Json };
type Turn = { readonly role: "user" | "assistant"; readonly content: readonly Block[] };

/** The protocol takes objects only; what a model wrote beside that is kept as text. */
function toInput(written: string): Json {
  try {
    const value: unknown = JSON.parse(written);
    return isMembers(value) ? (value as Json) : { unparsed: written };
  } catch {
    return { unparsed: written };
  }
}

const textBlock = (text: string): Block[] => (text === "" ? [] : [{ type: "text", text }]);

function toTurn(message: ChatMessage): Turn {
  if (message.role === "tool") {
    const { toolCallId, content } = message;
    return {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: toolCallId, content }],
    };
  }
  const said = textBlock(message.content);
  if (message.role !== "assistant") return { role: "user", content: said };
  const calls = message.toolCalls.map(({ id, name, arguments: written }) => ({
    type: "tool_use",
    id,
    name,
    input: toInput(written),
  }));
  return { role: "assistant", content: [...said, ...calls] };
}

/** Results of several calls must stand in one turn, so turns of one side are joined; an empty one is refused, and left out. */
function joinTurns(turns: readonly Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (turn.content.length === 0) continue;
    if (last?.role === turn.role)
      joined[joined.length - 1] = {
        role: turn.role,
        content: [...last.content, ...turn.content],
      };
    else joined.push(turn);
  }
  return joined;
}

/** System messages have one place, before everything: later ones move there. The protocol has no seed. */
export function toAnthropicRequest(
  model: string,
  { messages, tools, sampling, answerSchema }: ChatRequest,
  streaming = false,
): AnthropicRequest {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const turns = messages.flatMap((message) => (message.role === "system" ? [] : [toTurn(message)]));
  const { temperature, topP, maxTokens } = sampling;
  return {
    model,
    max_tokens: maxTokens ?? MOST_TOKENS,
    ...(system.length === 0 ? {} : { system: system.join("\n\n") }),
    messages: joinTurns(turns),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            name,
            description,
            input_schema: parameters,
          })),
        }),
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(answerSchema === null
      ? {}
      : { output_config: { format: { type: "json_schema", schema: answerSchema } } }),
    ...(streaming ? { stream: true } : {}),
  };
}

export const readToolUses = (blocks: readonly unknown[]): ToolCall[] =>
  blocks
    .map(membersOf)
    .filter(({ type }) => type === "tool_use")
    .map(({ id, name, input }, place) => ({
      id: textOf(id) === "" ? `call_${place}` : textOf(id),
      name: textOf(name),
      arguments: JSON.stringify(input ?? {}),
    }));

function readTurn(wire: unknown): ChatMessage[] {
  const { role, content } = membersOf(wire);
  if (typeof content === "string")
    return role === "assistant" ? [{ role, content, toolCalls: [] }] : [{ role: "user", content }];
  const blocks = itemsOf(content);
  const said = joinText(blocks.filter((block) => membersOf(block).type === "text"));
  if (role === "assistant") return [{ role, content: said, toolCalls: readToolUses(blocks) }];
  const results = blocks
    .map(membersOf)
    .filter(({ type }) => type === "tool_result")
    .map(
      (block): ChatMessage => ({
        role: "tool",
        content: joinText(block.content),
        toolCallId: textOf(block.tool_use_id),
      }),
    );
  return said === "" && results.length > 0
    ? results
    : [...results, { role: "user", content: said }];
}

/** The server's side: what a client asks. Null where there is no list of messages. */
export function readAnthropicRequest(wire: unknown): ChatRequest | null {
  const body = membersOf(wire);
  if (!Array.isArray(body.messages)) return null;
  const system = joinText(body.system);
  const turns = body.messages.flatMap(readTurn);
  const { schema } = membersOf(membersOf(body.output_config).format);
  return {
    messages: system === "" ? turns : [{ role: "system", content: system }, ...turns],
    tools: itemsOf(body.tools).map((tool): ToolDefinition => {
      const { name, description, input_schema } = membersOf(tool);
      return {
        name: textOf(name),
        description: textOf(description),
        parameters: (input_schema ?? {}) as Json,
      };
    }),
    sampling: readSampling(body),
    answerSchema: (schema ?? null) as Json,
  };
}
