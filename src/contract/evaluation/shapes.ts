import { z } from "zod";
import { AnyJson } from "#core/anyJson.ts";

/** Ids are short and speakable; what an evaluation is, its keys say. */
export const EvaluationRef = z
  .string()
  .regex(/^EV-\d{4}-\d{4,}$/, "A reference of an evaluation looks like EV-2026-0412.");
export const EvaluationParams = z.object({ ref: EvaluationRef });
export const TrialParams = EvaluationParams.extend({
  number: z.coerce.number().int().min(1).max(2_000_000_000),
});

export const Identity = z.templateLiteral(["sha256:", z.string().regex(/^[0-9a-f]{64}$/)]);
export const Name = z.string().trim().min(1).max(300);
export const Long = z.string().max(200_000);

export const OUTCOMES = [
  "yes",
  "no",
  "not_applicable",
  "evidence_missing",
  "evidence_truncated",
  "inconclusive",
  "unscored",
] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

export const STANCES = ["permissible", "impermissible"] as const;
export const Stance = z.enum(STANCES);
export const JUDGE_KINDS = ["rule", "model", "person"] as const;
export const JudgeKind = z.enum(JUDGE_KINDS);
export const ENDS = [
  "completed",
  "turn_limit",
  "target_error",
  "tester_error",
  "ceiling",
  "cancelled",
] as const;
export const INTEGRITY = ["clean", "suspected-gaming", "containment-event", "unreliable"] as const;
export const RUN_STATES = ["running", "finished", "stopped"] as const;

export const Interval = z.object({
  lower: z.number(),
  upper: z.number(),
  /** Between 0 and 1: 0.95 unless somebody asked for another. */
  confidence: z.number(),
  method: z.string(),
});

/** A rate and everything without which it must not be shown. */
export const Rate = z.object({
  rate: z.number().nullable(),
  yes: z.number().int(),
  n: z.number().int(),
  excluded: z.array(z.object({ reason: Outcome, n: z.number().int() })),
  interval: Interval,
  judges: z.array(Identity),
  conflicts: z.number().int(),
});

export const Taxonomy = z.object({
  behaviour: z.object({ name: Name, definition: Long }),
  terms: z.array(z.object({ term: Name, definition: Long })).max(1_000),
  categories: z
    .array(
      z.object({
        name: Name,
        definition: Long,
        examples: z.array(Long).max(1_000),
        stance: Stance,
      }),
    )
    .max(2_000),
});

/** Everything that can change what a run gives, without secrets. */
export const RunConfiguration = z.object({
  testSet: Identity,
  target: AnyJson,
  tester: AnyJson,
  harness: z.object({ name: Name, version: Name }),
  repetitions: z.number().int().min(1).max(10_000),
});

/** What a report says of how it was run; the lines of a review's result. */
export const RunCircumstances = z.object({
  model: Name,
  scaffold: Name,
  budget: Name,
  seeds: Name,
  environment: Name,
});

/** A judge of the run. `calibrated`: checked against people's labels, by the figures given. */
export const Judge = z.object({
  id: Identity,
  kind: JudgeKind,
  name: Name,
  dimension: Name,
  /** Null where it judges the trial as a whole. */
  category: Name.nullable(),
  calibrated: z.boolean(),
});

export const TestSetSummary = z.object({
  id: Identity,
  cases: z.number().int().min(0),
  /** Factors that the cases are varied by, with their levels. */
  factors: z
    .array(z.object({ name: Name, levels: z.array(Name).max(1_000) }))
    .max(50)
    .default([]),
  /** How it was drawn: "pairwise, seed 11"; "imported". */
  method: z.string().max(300),
});
