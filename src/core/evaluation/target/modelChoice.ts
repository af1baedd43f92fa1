import { z } from "zod";
import type { Json } from "../../canonicalJson.ts";
import type { Sampling } from "../../models/chat.ts";
import type { ModelProtocol } from "../../models/endpoint.ts";
import { toJson } from "../identity.ts";

/** A name that the environment can hold: `OPENAI_API_KEY`. */
const VariableName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    "must be the name of an environment variable, not the key itself.",
  );

/** How answers are drawn. What is not said is left to the endpoint. */
const SamplingChoice = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  max_tokens: z.number().int().positive().optional(),
  seed: z.number().int().optional(),
});

/** A model as a document names it. The key is never in it: only the name of the variable that holds it. */
export const ModelChoice = z.strictObject({
  provider: z.enum(["openai", "anthropic"]),
  /** Up to where the protocol's own path begins: `http://127.0.0.1:8080/v1`. */
  url: z.url({ protocol: /^https?$/, error: "must be an http or https address." }).optional(),
  model: z.string().min(1),
  key_env: VariableName.optional(),
  sampling: SamplingChoice.default({}),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

const KNOWN = {
  openai: { protocol: "openai-chat", url: "https://api.openai.com/v1" },
  anthropic: { protocol: "anthropic-messages", url: "https://api.anthropic.com/v1" },
} as const satisfies Record<ModelChoice["provider"], { protocol: ModelProtocol; url: string }>;

/** Where the model is asked, but for its key. */
export const endpointOf = ({ provider, url, model }: ModelChoice) => ({
  protocol: KNOWN[provider].protocol,
  url: url ?? KNOWN[provider].url,
  model,
});

export const samplingOf = ({ sampling }: ModelChoice): Sampling => ({
  temperature: sampling.temperature ?? null,
  topP: sampling.top_p ?? null,
  maxTokens: sampling.max_tokens ?? null,
  seed: sampling.seed ?? null,
});

/** What of it can change an answer: all but where the key is kept. */
export const toModelIdentity = ({ key_env: _, ...choice }: ModelChoice): Json =>
  toJson({ ...choice, ...endpointOf({ ...choice }) });
