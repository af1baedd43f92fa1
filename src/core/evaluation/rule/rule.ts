import { z } from "zod";
import { type Identity, toIdentity, toJson } from "../identity.ts";
import { JsonSchema } from "./jsonSchema.ts";
import { Match, Pattern } from "./match.ts";

/** Where a rule about text looks: the target's answers, the last of them, the user's messages, results of tools, or all of it. */
const Where = z.enum(["answers", "last_answer", "user", "tool_results", "everything"]);
export type Where = z.infer<typeof Where>;
const where = Where.default("answers");

const count = z.number().int().nonnegative();
const places = z.record(z.string(), Match);
const names = z.array(z.string()).min(2);

/** Rules that look at the trial itself. */
const Leaf = z.discriminatedUnion("rule", [
  z.strictObject({
    rule: z.literal("contains"),
    text: z.string().min(1),
    ignore_case: z.boolean().default(false),
    in: where,
  }),
  /** A text is this and nothing else, or begins with it. */
  z.strictObject({
    rule: z.enum(["equals", "starts_with"]),
    text: z.string().min(1),
    ignore_case: z.boolean().default(false),
    in: where,
  }),
  z.strictObject({
    rule: z.literal("regex"),
    pattern: Pattern,
    ignore_case: z.boolean().default(false),
    in: where,
  }),
  /** The text, or a fenced block in it, is JSON that fits a JSON Schema (2020-12). */
  z.strictObject({
    rule: z.literal("json_schema"),
    schema: JsonSchema,
    /** `whole`: the text is JSON and nothing else. `anywhere`: JSON in the middle of prose counts, too. */
    place: z.enum(["whole", "anywhere"]).optional(),
    in: where.default("last_answer"),
  }),
  z.strictObject({
    rule: z.literal("word_count"),
    at_least: count.optional(),
    at_most: count.optional(),
    in: where.default("last_answer"),
  }),
  /** The target declines. */
  z.strictObject({ rule: z.literal("refusal"), in: where.default("last_answer") }),
  /** A detector of the guard finds something: "secrets", "personal" … */
  z.strictObject({ rule: z.literal("detector"), detector: z.string(), in: where }),
  /** Every number in the answers stands in a tool's result or in what the target was told. */
  z.strictObject({
    rule: z.literal("numbers_grounded"),
    /** Whole numbers up to this are words, not figures. */
    ignore_up_to: count.default(10),
    allow: z.array(z.number()).default([]),
    /** A share of the number. */
    tolerance: z.number().min(0).max(1).default(0),
  }),
  z.strictObject({
    rule: z.literal("tool_called"),
    tool: z.string(),
    arguments: places.default({}),
  }),
  z.strictObject({
    rule: z.literal("tool_not_called"),
    tool: z.string(),
    arguments: places.default({}),
  }),
  /** Every call of the tool has these arguments; not applicable where there was none. */
  z.strictObject({ rule: z.literal("tool_arguments"), tool: z.string(), arguments: places }),
  /** These tools were called in this order, whatever came between. */
  z.strictObject({ rule: z.literal("tool_order"), tools: names }),
  z.strictObject({
    rule: z.literal("tool_count"),
    /** All of them together where none is named. */
    tool: z.string().optional(),
    at_least: count.optional(),
    at_most: count.optional(),
  }),
  /** Before each call of the tool, the other one was called; not applicable where the tool was not. */
  z.strictObject({ rule: z.literal("tool_before"), tool: z.string(), before: z.string() }),
  /** After each call of the tool, the other one was called. */
  z.strictObject({ rule: z.literal("tool_after"), tool: z.string(), after: z.string() }),
  /** The tools' world holds something at a JSON pointer after the last turn. */
  z.strictObject({ rule: z.literal("state"), at: z.string(), is: Match }),
  z.strictObject({ rule: z.literal("latency"), at_most_ms: z.number().positive() }),
  z.strictObject({ rule: z.literal("cost"), at_most: z.number().nonnegative() }),
  /** Answers and calls of tools together. */
  z.strictObject({ rule: z.literal("steps"), at_most: count }),
  z.strictObject({
    rule: z.literal("span"),
    name: z.string().optional(),
    attributes: z.record(z.string(), Match).default({}),
    at_least: count.default(1),
    at_most: count.optional(),
  }),
]);
export type LeafRule = z.infer<typeof Leaf>;

export type Rule =
  | LeafRule
  | { readonly rule: "all" | "any"; readonly of: readonly Rule[] }
  | { readonly rule: "not"; readonly of: Rule }
  | { readonly rule: "if"; readonly when: Rule; readonly expect: Rule };

/** Rules that join others. `if` is not applicable where its condition does not hold. */
export const Rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    Leaf,
    z.strictObject({ rule: z.enum(["all", "any"]), of: z.array(Rule).min(1) }),
    z.strictObject({ rule: z.literal("not"), of: Rule }),
    z.strictObject({ rule: z.literal("if"), when: Rule, expect: Rule }),
  ]),
);

/** In the place of a category: whichever one the case probes. */
export const EACH_CATEGORY = "each";

/** A rule, and what its yes means. Rules say the same of the same trial, always. */
export const RuleJudge = z.strictObject({
  dimension: z.string().min(1),
  /** The category it judges, or "each"; null for the trial as a whole. */
  category: z.string().nullable().default(null),
  /** It judges the cases that probe its category, and no others. */
  only_where_probed: z.boolean().optional(),
  /** For people: what a yes means. */
  says: z.string().default(""),
  yes_if: Rule,
});
export type RuleJudge = z.infer<typeof RuleJudge>;

/** Whether a rule looks at a case that probes `probed`. */
export const looksAt = (
  { category, only_where_probed }: Pick<RuleJudge, "category" | "only_where_probed">,
  probed: string | null,
): boolean => only_where_probed !== true || category === EACH_CATEGORY || category === probed;

export const toRuleId = (judge: RuleJudge): Identity => toIdentity("rule", toJson(judge));
