import type { Json } from "../canonicalJson.ts";
import { ok, type Result } from "../result.ts";
import type { ChatReply, Finish, ToolCall } from "./chat.ts";
import { readOpenAiCalls } from "./openAiRequest.ts";
import { believeTokens } from "./usage.ts";
import {
  isMembers,
  itemsOf,
  joinText,
  type MalformedRefusal,
  type Members,
  malformed,
  membersOf,
  readErrorText,
  textOf,
  textOrNull,
} from "./wire.ts";

const FINISH: Readonly<Record<string, Finish>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
  content_filter: "content_filter",
};

/** Some servers say "stop", or nothing, where tools are called. */
function readFinish(said: unknown, calls: readonly ToolCall[]): Finish {
  const finish = Object.hasOwn(FINISH, textOf(said)) ? FINISH[textOf(said)] : undefined;
  const isPlain = finish === undefined || finish === "stop";
  return isPlain && calls.length > 0 ? "tool_calls" : (finish ?? "other");
}

/** Before lists of calls there was one, without an id. */
const callsOf = ({ tool_calls, function_call }: Members): ToolCall[] =>
  Array.isArray(tool_calls) && tool_calls.length > 0
    ? readOpenAiCalls(tool_calls)
    : isMembers(function_call)
      ? readOpenAiCalls([{ function: function_call }])
      : [];

export const unitsOf = (content: string, calls: readonly ToolCall[]): number =>
  calls.reduce((sum, call) => sum + call.name.length + call.arguments.length, content.length);

/** `asked` is the length of what was sent, in UTF-16 units; figures of tokens that contradict it are not believed. */
export function readOpenAiReply(wire: unknown, asked = 0): Result<ChatReply, MalformedRefusal> {
  if (!isMembers(wire)) return malformed("", "an object was expected.");
  const said = readErrorText(wire);
  if (said !== null) return malformed("/error", `the endpoint answers with an error: ${said}`);
  const choice = itemsOf(wire.choices)[0];
  if (!isMembers(choice))
    return malformed("/choices/0", "there is no answer. Is this an OpenAI-compatible chat API?");
  const { message } = choice;
  if (!isMembers(message)) return malformed("/choices/0/message", "there is no message.");
  const toolCalls = callsOf(message);
  const nameless = toolCalls.findIndex(({ name }) => name === "");
  if (nameless >= 0)
    return malformed(`/choices/0/message/tool_calls/${nameless}`, "the call names no tool.");
  const content = joinText(message.content) || textOf(message.refusal);
  const usage = membersOf(wire.usage);
  return ok({
    content,
    toolCalls,
    finish: readFinish(choice.finish_reason, toolCalls),
    usage: {
      input: believeTokens(usage.prompt_tokens, asked),
      output: believeTokens(usage.completion_tokens, unitsOf(content, toolCalls)),
    },
    model: textOrNull(wire.model),
  });
}

/** The server's side. `other` is said as a word of no meaning, as odd servers do. */
export function toOpenAiReply(reply: ChatReply, id: string): Json {
  const { content, toolCalls, finish, usage, model } = reply;
  const calls = toolCalls.map(({ id, name, arguments: written }) => ({
    id,
    type: "function",
    function: { name, arguments: written },
  }));
  return {
    id,
    object: "chat.completion",
    created: 0,
    model: model ?? "unknown",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: content === "" && calls.length > 0 ? null : content,
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        finish_reason: finish === "other" ? "unspecified" : finish,
      },
    ],
    ...(usage.input === null || usage.output === null
      ? {}
      : {
          usage: {
            prompt_tokens: usage.input,
            completion_tokens: usage.output,
            total_tokens: usage.input + usage.output,
          },
        }),
  };
}
