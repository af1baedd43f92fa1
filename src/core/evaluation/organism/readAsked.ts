import { readAnthropicRequest } from "../../models/anthropicRequest.ts";
import { type ChatMessage, type ChatRequest, PLAIN_SAMPLING } from "../../models/chat.ts";
import { readOpenAiRequest } from "../../models/openAiRequest.ts";
import { readResponsesRequest } from "../../models/openAiResponses.ts";
import { itemsOf, membersOf, textOf } from "../../models/wire.ts";
import type { OrganismWire } from "./render.ts";

/** Where each kind of asking arrives. With and without the version, as clients are told either address. */
export const ORGANISM_PATHS: Readonly<Record<string, OrganismWire>> = {
  "/v1/chat/completions": "openai-chat",
  "/chat/completions": "openai-chat",
  "/v1/responses": "openai-responses",
  "/responses": "openai-responses",
  "/v1/messages": "anthropic-messages",
  "/messages": "anthropic-messages",
  "/ask": "plain",
};

function readPlain(wire: unknown): ChatRequest | null {
  const { message, history, system } = membersOf(wire);
  if (typeof message !== "string") return null;
  const said = itemsOf(history).map((one): ChatMessage => {
    const { role, content } = membersOf(one);
    return role === "assistant"
      ? { role, content: textOf(content), toolCalls: [] }
      : { role: "user", content: textOf(content) };
  });
  const told: ChatMessage[] =
    typeof system === "string" ? [{ role: "system", content: system }] : [];
  return {
    messages: [...told, ...said, { role: "user", content: message }],
    tools: [],
    sampling: PLAIN_SAMPLING,
    answerSchema: null,
  };
}

const READERS: Readonly<Record<OrganismWire, (wire: unknown) => ChatRequest | null>> = {
  "openai-chat": readOpenAiRequest,
  "anthropic-messages": readAnthropicRequest,
  "openai-responses": readResponsesRequest,
  plain: readPlain,
};

/** What an organism is asked, and whether in pieces. Null for a body that is not the protocol's. */
export function readAsked(
  wire: OrganismWire,
  text: string,
): { readonly request: ChatRequest; readonly streaming: boolean } | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const request = READERS[wire](body);
  return request && { request, streaming: membersOf(body).stream === true };
}
