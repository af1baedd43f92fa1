import type { Json } from "../canonicalJson.ts";
import type { Result } from "../result.ts";
import { readAnthropicReply } from "./anthropicReply.ts";
import { toAnthropicRequest } from "./anthropicRequest.ts";
import type { ChatReply, ChatRequest } from "./chat.ts";
import type { ModelEndpoint, ModelProtocol } from "./endpoint.ts";
import { readOpenAiReply } from "./openAiReply.ts";
import { toOpenAiRequest } from "./openAiRequest.ts";
import type { MalformedRefusal } from "./wire.ts";

/** How a protocol writes and reads. */
type Dialect = {
  readonly path: string;
  readonly toRequest: (
    model: string,
    request: ChatRequest,
    streaming?: boolean,
  ) => { readonly [name: string]: Json };
  readonly readReply: (wire: unknown, asked?: number) => Result<ChatReply, MalformedRefusal>;
  readonly headersOf: (key: string | null) => Readonly<Record<string, string>>;
};

export const DIALECTS: Readonly<Record<ModelProtocol, Dialect>> = {
  "openai-chat": {
    path: "/chat/completions",
    toRequest: toOpenAiRequest,
    readReply: readOpenAiReply,
    headersOf: (key) => (key === null ? {} : { authorization: `Bearer ${key}` }),
  },
  "anthropic-messages": {
    path: "/messages",
    toRequest: toAnthropicRequest,
    readReply: readAnthropicReply,
    headersOf: (key) => ({
      "anthropic-version": "2023-06-01",
      ...(key === null ? {} : { "x-api-key": key }),
    }),
  },
};

/** The protocol's own path goes behind the endpoint's, unless it stands there already. */
export function addressOf({ protocol, url }: Pick<ModelEndpoint, "protocol" | "url">): string {
  const { path } = DIALECTS[protocol];
  const [before = "", ...query] = url.split("?");
  const base = before.replace(/\/+$/, "");
  const whole = base.endsWith(path) ? base : `${base}${path}`;
  return [whole, ...query].join("?");
}
