import type { Members, Shape } from "../shape.ts";

/** OpenAI, chat completions: https://platform.openai.com/docs/api-reference/chat; and what others add to it. */

const CACHED: Members = {
  members: {
    cached_tokens: "number",
    audio_tokens: "number",
    reasoning_tokens: "number",
    accepted_prediction_tokens: "number",
    rejected_prediction_tokens: "number",
  },
};

export const USAGE: Members = {
  members: {
    prompt_tokens: "number",
    completion_tokens: "number",
    total_tokens: "number",
    prompt_tokens_details: CACHED,
    completion_tokens_details: CACHED,
  },
};

export const SERVICE_TIER: Shape = {
  words: ["auto", "default", "flex", "scale", "priority", "standard"],
};

/** What stands on every chunk and on the whole. */
export const ENVELOPE: Members = {
  members: {
    id: "text",
    created: "number",
    model: "text",
    system_fingerprint: "text",
    service_tier: SERVICE_TIER,
  },
};

export const ANNOTATIONS: Shape = {
  list: {
    byType: {
      url_citation: {
        members: {
          url_citation: {
            members: { start_index: "number", end_index: "number", url: "text", title: "text" },
          },
        },
      },
    },
  },
};

export const ROLES = ["assistant", "system", "user", "tool", "developer", "function"];
export const FINISHES = ["stop", "length", "tool_calls", "content_filter", "function_call"];
/** Members of a message or delta that are texts: what the model says, thinks (as several makers name it) or declines to say. */
export const TEXTS = ["content", "reasoning_content", "reasoning", "refusal"] as const;
