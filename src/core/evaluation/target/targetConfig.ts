import { z } from "zod";
import type { Json } from "../../canonicalJson.ts";
import { toJson } from "../identity.ts";
import { OrganismConfig } from "../organism/organism.ts";
import { ModelChoice, toModelIdentity } from "./modelChoice.ts";

const seconds = z.number().positive().max(3600);
const url = z.url({ protocol: /^https?$/, error: "must be an http or https address." });

const model = {
  ...ModelChoice.omit({ provider: true }).shape,
  /** The target's own instructions; a case's own stand in their place. */
  system: z.string().optional(),
  timeout_s: seconds.default(120),
};

/**
 * What is evaluated. `http` is asked with `{message, history}` and answers `{reply}`; a `process` is asked the same, a JSON line each;
 * `traces` are OTLP JSON files recorded before: nothing is asked; an `organism` is a stub of ours with a known rate.
 */
export const TargetConfig = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("openai"), ...model }),
  z.strictObject({ kind: z.literal("anthropic"), ...model }),
  z.strictObject({
    kind: z.literal("http"),
    url,
    key_env: ModelChoice.shape.key_env,
    system: z.string().optional(),
    /** Whether the answers are to carry spans. One that carries none is then missing evidence. */
    traced: z.boolean().default(false),
    timeout_s: seconds.default(120),
  }),
  z.strictObject({
    kind: z.literal("process"),
    command: z.array(z.string().min(1)).min(1),
    /** Names of variables of the environment that the process may see, beyond PATH and HOME. */
    env: z.array(z.string()).default([]),
    /** Variables that are no secrets: they are part of what is evaluated. */
    settings: z.record(z.string(), z.string()).default({}),
    system: z.string().optional(),
    traced: z.boolean().default(false),
    timeout_s: seconds.default(120),
  }),
  z.strictObject({
    kind: z.literal("traces"),
    files: z.array(z.string().min(1)).min(1),
    /** The attribute by which spans belong to one conversation. */
    group_by: z.string().min(1).default("session.id"),
  }),
  z.strictObject({
    kind: z.literal("organism"),
    organism: OrganismConfig,
    protocol: z.enum(["openai", "anthropic"]).default("openai"),
    system: z.string().optional(),
    sampling: ModelChoice.shape.sampling,
    timeout_s: seconds.default(120),
  }),
]);
export type TargetConfig = z.infer<typeof TargetConfig>;

/**
 * Everything of a target that can change what it says. `files` are hashes of files that it is made of (a script, recorded traces): a
 * changed script is another target. Where a key is kept changes nothing.
 */
export function toTargetIdentity(
  config: TargetConfig,
  files: Readonly<Record<string, string>> = {},
): Json {
  const own = ownIdentity(config);
  return toJson(Object.keys(files).length === 0 ? own : { ...own, files });
}

function ownIdentity(config: TargetConfig): Record<string, unknown> {
  switch (config.kind) {
    case "openai":
    case "anthropic": {
      const { kind, system, timeout_s, ...choice } = config;
      const named = toModelIdentity({ provider: kind, ...choice });
      return { kind, model: named, system: system ?? null, timeout_s };
    }
    case "http": {
      const { key_env: _, ...rest } = config;
      return rest;
    }
    case "process": {
      const { env: _, ...rest } = config;
      return rest;
    }
    case "traces":
    case "organism":
      return config;
  }
}
