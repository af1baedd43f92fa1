import type { Json } from "../canonicalJson.ts";

/** A call of a tool that a model asks for. `arguments` is what it wrote, parsed or not. */
export type ToolCall = {
  readonly id: string;
  readonly name: string;
  /** Text as it came over the wire: JSON, where the model kept to it. */
  readonly arguments: string;
};

/** One message of a conversation, in no vendor's words. */
export type ChatMessage =
  | { readonly role: "system" | "user"; readonly content: string }
  | {
      readonly role: "assistant";
      readonly content: string;
      readonly toolCalls: readonly ToolCall[];
    }
  | { readonly role: "tool"; readonly content: string; readonly toolCallId: string };

/** A tool that a model may call; `parameters` is a JSON Schema (2020-12). */
export type ToolDefinition = {
  readonly name: string;
  readonly description: string;
  readonly parameters: Json;
};

/** Null leaves it to the endpoint. */
export type Sampling = {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly maxTokens: number | null;
  readonly seed: number | null;
};

export const PLAIN_SAMPLING: Sampling = {
  temperature: null,
  topP: null,
  maxTokens: null,
  seed: null,
};

/** What is asked of a model. */
export type ChatRequest = {
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  readonly sampling: Sampling;
  /** A JSON Schema that the answer is to fit, where the endpoint can be told; null for free text. */
  readonly answerSchema: Json;
};

/** Why a model stopped; `other` is a reason that this product does not know. */
export const FINISHES = ["stop", "length", "tool_calls", "content_filter", "other"] as const;
export type Finish = (typeof FINISHES)[number];

/** What a model answered. */
export type ChatReply = {
  readonly content: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: Finish;
  /** Tokens as the endpoint says; null where it does not, or where its figures cannot be true. */
  readonly usage: { readonly input: number | null; readonly output: number | null };
  /** The model as the endpoint names it. */
  readonly model: string | null;
};
