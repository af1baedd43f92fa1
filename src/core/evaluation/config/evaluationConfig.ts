import { z } from "zod";
import { TargetConfig } from "../target/targetConfig.ts";

const name = z
  .string()
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/,
    "must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores.",
  );
const count = z.number().int().positive();
const share = z.number().min(0).max(1);
const text = z.string().trim().min(1, "must not be empty.");
const file = z.string().min(1);

const Levels = z.array(z.strictObject({ name: text, definition: text }));
const Template = z.strictObject({
  id: text,
  probes: z.enum(["permissible", "impermissible", "both"]).default("both"),
  title: text,
  system: z.string().optional(),
  /** A prompt has a message; a scenario has a goal, and a script where no model plays the user. */
  message: text.optional(),
  goal: text.optional(),
  script: z.array(text).optional(),
  most_turns: count.max(50).optional(),
});
export type TemplateConfig = z.infer<typeof Template>;

/** Tokens are priced by the million, in one currency. */
const Price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() });

/** An evaluation as a person writes it. Judges, tester and tools are read by their own schemas. */
export const EvaluationConfig = z.strictObject({
  name: name.optional(),
  behaviour: z.strictObject({
    /** Required unless a preset has one. */
    name: text.optional(),
    /** A behaviour of a library, by its name. */
    preset: name.optional(),
    description: text.optional(),
    description_file: file.optional(),
    context: text.optional(),
  }),
  /** A file of a taxonomy that a person has looked at; without one it is made of the description. */
  taxonomy: file.optional(),
  /** A folder of programs with planted flaws: they are the cases, and the sandbox is a judge. */
  cyber: file.optional(),
  design: z
    .strictObject({
      method: z.enum(["pairwise", "stratified", "full", "random"]).default("pairwise"),
      seed: z.union([z.string(), z.number()]).default("1"),
      /** How many cases. */
      limit: count.max(1_000_000).optional(),
      factors: z.array(z.strictObject({ name: text, levels: Levels })).default([]),
      templates: z.array(Template).optional(),
      /** A file of cases, ours or ASSERT's, in place of all this. */
      cases: file.optional(),
    })
    .prefault({}),
  target: TargetConfig,
  tester: z.record(z.string(), z.unknown()).optional(),
  tools: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
  /** Programs behind tools of source `real`: each reads `{tool, arguments}` and writes its result, as JSON. */
  tool_commands: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  judges: z.array(z.record(z.string(), z.unknown())).default([]),
  /** Metrics that are to be there, whether a judge looks at them or not. */
  dimensions: z.array(text).default([]),
  repetitions: count.max(10_000).default(1),
  concurrency: count.max(512).default(8),
  limits: z
    .strictObject({
      turns: count.max(100).default(6),
      /** Of tools, in one turn. */
      tool_calls: count.max(200).default(10),
    })
    .prefault({}),
  /** What a run may use at most; it stops there and can go on. */
  ceilings: z
    .strictObject({
      calls: count.optional(),
      tokens: count.optional(),
      minutes: z.number().positive().optional(),
      cost: z.number().positive().optional(),
    })
    .prefault({}),
  prices: z
    .strictObject({ currency: text, target: Price.optional(), models: z.record(z.string(), Price) })
    .partial({ models: true })
    .optional(),
  gate: z
    .strictObject({
      metrics: z.array(text).min(1).optional(),
      rise: share.optional(),
      power: share.optional(),
      coverage: share.optional(),
      limit: share.optional(),
      alpha: share.optional(),
      least_difference: share.optional(),
    })
    .prefault({}),
});
export type EvaluationConfig = z.infer<typeof EvaluationConfig>;
