import { z } from "zod";
import { AnyJson } from "#core/anyJson.ts";
import { route } from "../route.ts";
import { EvaluationLine } from "./run.ts";
import { EvaluationRef, Interval, Rate, RunConfiguration, Stance } from "./shapes.ts";

/** B after A. Differences are B minus A. */
export const Comparison = z.object({
  metric: z.string(),
  paired: z.boolean(),
  n: z.number().int(),
  /** Yes in A and no in B; no in A and yes in B. Null where nothing is paired. */
  b: z.number().int().nullable(),
  c: z.number().int().nullable(),
  rates: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  difference: z.number(),
  interval: Interval,
  pOneSided: z.number(),
  pTwoSided: z.number(),
  pRose: z.number(),
  unmatched: z.object({ before: z.number().int(), after: z.number().int() }),
});

export const ComparedRow = z.object({
  dimension: z.string(),
  stance: Stance.nullable(),
  category: z.string().nullable(),
  /** Null where a run has no trial of it. */
  a: Rate.nullable(),
  b: Rate.nullable(),
  comparison: Comparison.nullable(),
});
export type ComparedRow = z.infer<typeof ComparedRow>;

const Side = EvaluationLine.extend({ configuration: RunConfiguration });

export const ComparisonPage = z.object({
  a: Side,
  b: Side,
  /** Why cases cannot be set against each other one by one; null where they are. */
  unpaired: z.string().nullable(),
  /** What differs between the two: a JSON pointer into the configuration, with both values. */
  differences: z.array(z.object({ pointer: z.string(), a: AnyJson, b: AnyJson })),
  dimension: z.string(),
  dimensions: z.array(z.string()),
  rows: z.array(ComparedRow),
  gate: z.object({
    decision: z.enum(["PASS", "BLOCK", "INCONCLUSIVE"]),
    reasons: z.array(
      z.object({
        decision: z.enum(["BLOCK", "INCONCLUSIVE"]),
        code: z.string(),
        message: z.string(),
      }),
    ),
    power: z.number().nullable(),
    casesToDecide: z.number().int().nullable(),
    /** What the gate looked at: all impermissible categories together, where there are some. */
    comparison: Comparison,
    /** The most that B's rate may be. */
    limit: z.number(),
  }),
  /** Trials of B whose answer is worse or better than A's. */
  changed: z.object({ worse: z.number().int(), better: z.number().int() }),
});
export type ComparisonPage = z.infer<typeof ComparisonPage>;

export const compareEvaluations = route({
  id: "compareEvaluations",
  method: "GET",
  path: "/api/evaluations/:ref/against/:other",
  summary: "Set a run (B) against another (A): pairs, a row for each category, and the gate",
  permission: "evaluation.read",
  audit: "none",
  params: z.object({ ref: EvaluationRef, other: EvaluationRef }),
  query: z.object({
    dimension: z.string().max(300).optional(),
    /** The most that the rate may be, between 0 and 1. */
    limit: z.coerce.number().min(0).max(1).optional(),
  }),
  answer: ComparisonPage,
});
