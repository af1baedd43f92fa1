import type { ChatRequest } from "./chat.ts";

/** UTF-8 bytes of a token, roughly, over English, code and other scripts. */
const BYTES_PER_TOKEN = 4;
/** What a message costs beside its text. */
const PER_MESSAGE = 4;
/** Where nobody set a limit. */
export const USUAL_OUTPUT = 400;

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

/** Money for a million tokens. */
export type Price = { readonly input: number; readonly output: number };
export type PriceList = {
  readonly currency: string;
  readonly models: Readonly<Record<string, Price>>;
};

const MILLION = 1_000_000;

/** Null where a figure or the model's price is not known. */
export function costOf(
  { input, output }: { readonly input: number | null; readonly output: number | null },
  model: string,
  prices: PriceList | null,
): number | null {
  const price = prices && Object.hasOwn(prices.models, model) ? prices.models[model] : undefined;
  if (price === undefined || input === null || output === null) return null;
  return (input * price.input + output * price.output) / MILLION;
}

/** Calls of one model for one purpose, in sum. */
export type CallGroup = {
  readonly purpose: string;
  readonly model: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Milliseconds of one call. */
  readonly latencyMs: number;
};

/** What a conversation of several turns sends in sum: each turn sends all before it again. */
export function toConversation(
  systemTokens: number,
  turns: readonly { readonly said: number; readonly answered: number }[],
): { readonly calls: number; readonly input: number; readonly output: number } {
  let history = systemTokens + PER_MESSAGE;
  let [input, output] = [0, 0];
  for (const { said, answered } of turns) {
    history += said + PER_MESSAGE;
    input += history;
    output += answered;
    history += answered + PER_MESSAGE;
  }
  return { calls: turns.length, input, output };
}

/** What a run is expected to take. A rough figure: tokens are counted by characters. */
export type Estimate = {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly wallMs: number;
  /** Null where no price list was given, or a model is not in it. */
  readonly cost: number | null;
  readonly currency: string | null;
  /** Models without a price. */
  readonly unpriced: readonly string[];
};

export function estimateRun(
  groups: readonly CallGroup[],
  concurrency: number,
  prices: PriceList | null,
): Estimate {
  const sum = (of: (group: CallGroup) => number): number =>
    groups.reduce((total, group) => total + of(group), 0);
  const costs = groups.map(({ model, inputTokens, outputTokens }) => ({
    model,
    cost: costOf({ input: inputTokens, output: outputTokens }, model, prices),
  }));
  const unpriced = costs.filter(({ cost }) => cost === null).map(({ model }) => model);
  return {
    calls: sum(({ calls }) => calls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    wallMs: Math.ceil(sum(({ calls, latencyMs }) => calls * latencyMs) / Math.max(1, concurrency)),
    cost: unpriced.length > 0 ? null : costs.reduce((total, { cost }) => total + (cost ?? 0), 0),
    currency: prices?.currency ?? null,
    unpriced: [...new Set(unpriced)],
  };
}
