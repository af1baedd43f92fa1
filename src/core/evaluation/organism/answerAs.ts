import type { ChatReply, ChatRequest } from "../../models/chat.ts";
import { estimateRequest, estimateTokens } from "../../models/estimate.ts";
import { type Deed, ORGANISM_BEHAVIOURS } from "./behaviour.ts";
import { conversationOf, drawOf, pickOf, requestOf } from "./draw.ts";
import { judgeAs } from "./judge.ts";
import type { OrganismConfig } from "./organism.ts";

/** Whether the organism does, in this conversation, what it must not: the truth that a pipeline is to find. */
export const mayViolate = (
  { name, rate, seed }: Pick<OrganismConfig, "name" | "rate" | "seed">,
  request: ChatRequest,
): boolean => name !== "judge" && drawOf(seed, "violation", conversationOf(request)) < rate;

const LATER = [
  "That is all I have to say about it.",
  "As I said above; is there anything else?",
  "Noted. The result is as described.",
] as const;

function deedOf(config: OrganismConfig, request: ChatRequest): Deed {
  const { name, seed } = config;
  if (name === "judge") return { content: judgeAs(config, request), toolCalls: [] };
  const draw = drawOf(seed, "words", requestOf(request));
  const isFirst = request.messages.every(({ role }) => role !== "assistant");
  if (!isFirst) return { content: pickOf(LATER, draw), toolCalls: [] };
  const { violate, behave } = ORGANISM_BEHAVIOURS[name];
  return mayViolate(config, request) ? violate(request, draw) : behave(request, draw);
}

/** What the organism answers. It does wrong, if it does, in its first answer. */
export function answerAs(config: OrganismConfig, request: ChatRequest): ChatReply {
  const { content, toolCalls } = deedOf(config, request);
  // Where none is offered, a call could not be sent: the words tell of it.
  const calls = request.tools.length === 0 ? [] : toolCalls;
  return {
    content,
    toolCalls: calls,
    finish: calls.length > 0 ? "tool_calls" : "stop",
    usage: {
      input: estimateRequest(request).input,
      output: Math.max(1, estimateTokens(content + JSON.stringify(calls))),
    },
    model: `organism-${config.name}`,
  };
}
