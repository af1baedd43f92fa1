import { z } from "zod";
import { AnyJson } from "../../anyJson.ts";
import { JsonSchema } from "../rule/jsonSchema.ts";
import { Match } from "../rule/match.ts";
import { ModelChoice } from "../target/modelChoice.ts";

const Pointer = z.string().regex(/^(?:\/[^/]*)*$/, "must be a JSON pointer: /orders/0/state.");
const places = z.record(z.string(), Match).default({});

/**
 * What a call does to the tools' world, in order, once its result is sound. A value `{"$from": "/arguments/amount"}` is what stands there;
 * `/result` and `/world` can be looked at too.
 */
const Effect = z.union([
  z.strictObject({ set: Pointer, value: AnyJson }),
  z.strictObject({ append: Pointer, value: AnyJson }),
  z.strictObject({ remove: Pointer }),
]);
export type Effect = z.infer<typeof Effect>;

const about = {
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -."),
  description: z.string().default(""),
  /** Of the arguments. */
  parameters: JsonSchema.default({ type: "object" }),
  /** Of the result; without one any JSON will do. */
  result: JsonSchema.optional(),
  effects: z.array(Effect).default([]),
};

const Answer = z.strictObject({
  /** By JSON pointer into the arguments, and into the world as it stands. */
  arguments: places,
  world: places,
  result: AnyJson,
  /** How often it is given in one conversation; always, where nothing is said. */
  times: z.number().int().positive().optional(),
  effects: z.array(Effect).default([]),
});

const RecordedCall = z.strictObject({ arguments: AnyJson, result: AnyJson });

/**
 * `mocked` gives the first answer of a table that matches; `replayed` what a recorded call with the same arguments gave, each once;
 * `simulated` what a model writes; `real` what the tool itself gives.
 */
const Tool = z.discriminatedUnion("source", [
  z.strictObject({ ...about, source: z.literal("mocked"), answers: z.array(Answer).min(1) }),
  z.strictObject({
    ...about,
    source: z.literal("replayed"),
    calls: z.array(RecordedCall).min(1),
    /** Whether calls must come in the order in which they were recorded. */
    in_order: z.boolean().default(false),
  }),
  z.strictObject({
    ...about,
    source: z.literal("simulated"),
    model: ModelChoice,
    /** How the tool behaves, for the model. */
    instructions: z.string().default(""),
    attempts: z.number().int().min(1).max(5).default(2),
  }),
  z.strictObject({ ...about, source: z.literal("real") }),
]);
export type Tool = z.infer<typeof Tool>;
export type ToolOf<Source extends Tool["source"]> = Extract<Tool, { source: Source }>;

const Tools = z.array(Tool).superRefine((tools, context) => {
  for (const [i, tool] of tools.entries())
    if (tool.source === "mocked" && mixesTimesAndWorld(tool))
      context.addIssue({
        code: "custom",
        path: [i, "answers"],
        message:
          "must not have both times and world: how the world stood at an earlier call is not known. Count in the world, by effects.",
      });
  const names = tools.map(({ name }) => name);
  for (const [i, name] of names.entries())
    if (names.indexOf(name) < i)
      context.addIssue({ code: "custom", path: [i, "name"], message: `names ${name} twice.` });
});

const mixesTimesAndWorld = ({ answers }: ToolOf<"mocked">): boolean =>
  answers.some(({ times }) => times !== undefined) &&
  answers.some(({ world }) => Object.keys(world).length > 0);

/** Tools, and the world that they look at and change: a list of tools alone has an empty one. */
export const ToolsConfig = z.union([
  Tools.transform((tools) => ({ world: {}, tools })),
  z.strictObject({ world: AnyJson.default({}), tools: Tools }),
]);
export type ToolsConfig = z.infer<typeof ToolsConfig>;
