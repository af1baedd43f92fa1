import type { ChatRequest } from "./chat.ts";

/** UTF-8 bytes of a token, roughly, over English, code and other scripts. */
const BYTES_PER_TOKEN = 4;
/** What a message costs beside its text. */
const PER_MESSAGE = 4;
/** Where nobody set a limit. */
const USUAL_OUTPUT = 400;

function bytesOf(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** Tokens of a text, by its length alone: for estimates and for endpoints that do not say. */
export const estimateTokens = (text: string): number => Math.ceil(bytesOf(text) / BYTES_PER_TOKEN);

/** Tokens that a request sends, and at most or usually gets back. */
export function estimateRequest({ messages, tools, sampling }: ChatRequest): {
  readonly input: number;
  readonly output: number;
} {
  const said = messages.reduce((sum, message) => {
    const calls = message.role === "assistant" ? JSON.stringify(message.toolCalls) : "[]";
    const ofCalls = calls === "[]" ? 0 : estimateTokens(calls);
    return sum + PER_MESSAGE + estimateTokens(message.content) + ofCalls;
  }, 0);
  const told = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  return { input: said + told, output: sampling.maxTokens ?? USUAL_OUTPUT };
}
