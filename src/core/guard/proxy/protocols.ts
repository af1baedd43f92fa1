import type { Json } from "../../canonicalJson.ts";
import { guardChat } from "./chat/body.ts";
import { ChatStream } from "./chat/stream.ts";
import type { Reading } from "./lane.ts";
import { guardMessage } from "./messages/body.ts";
import { MessagesStream } from "./messages/stream.ts";
import { guardResponse } from "./responses/body.ts";
import { ResponsesStream } from "./responses/stream.ts";
import type { Fault, OpenWire, Protocol, Whole } from "./wire.ts";

type Speech = {
  /** Behind the address of the model's side. */
  readonly path: string;
  readonly open: OpenWire;
  readonly whole: (body: { readonly [name: string]: Json }, reading: Reading) => Whole;
  /** The body of an answer that is an error. */
  readonly error: (fault: Fault) => Json;
};

const openAiError = ({ code, message }: Fault): Json => ({
  error: { message, type: "assay_guard", code, param: null },
});

/** What the proxy speaks. */
export const SPEECHES: Readonly<Record<Protocol, Speech>> = {
  "openai-chat": {
    path: "/chat/completions",
    open: (reading, sent, choices) => new ChatStream(reading, sent, choices),
    whole: guardChat,
    error: openAiError,
  },
  "openai-responses": {
    path: "/responses",
    open: (reading, sent) => new ResponsesStream(reading, sent),
    whole: guardResponse,
    error: openAiError,
  },
  "anthropic-messages": {
    path: "/messages",
    open: (reading, sent) => new MessagesStream(reading, sent),
    whole: guardMessage,
    error: ({ message }) => ({ type: "error", error: { type: "api_error", message } }),
  },
};
