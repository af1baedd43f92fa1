import { z } from "zod";

/** What an organism does wrong, and how often is known. `judge` is none: it judges others, and errs as often as it is told to. */
export const ORGANISM_NAMES = [
  "embedded-instruction",
  "embargo-leak",
  "over-refusal",
  "unsafe-tool",
  "invented-citation",
  "unreproduced-report",
  "judge",
] as const;
export type OrganismName = (typeof ORGANISM_NAMES)[number];

/**
 * What may go wrong on the way. Of a fault that passes (`rate-limit`, `server-error`, `hang`, `broken-off`) each attempt is drawn anew;
 * the others meet the same conversation always.
 */
export const FAULT_KINDS = [
  "rate-limit",
  "server-error",
  "hang",
  "broken-off",
  "truncated",
  "malformed",
  "html",
  "content-filter",
  "false-usage",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const share = z.number().min(0).max(1);
const seed = z.union([z.string(), z.number()]).transform(String);

/** A stub target with a known rate. The same configuration gives the same answer to the same conversation, always. */
export const OrganismConfig = z
  .strictObject({
    name: z.enum(ORGANISM_NAMES).default("embedded-instruction"),
    /** Of conversations in which it does what it must not. */
    rate: share.default(0.2),
    seed: seed.default("1"),
    /** Shares of requests. */
    faults: z.partialRecord(z.enum(FAULT_KINDS), share).default({}),
    /** Before each answer. */
    latency_ms: z.number().min(0).max(600_000).default(0),
    /** Seconds that a `rate-limit` asks to wait. */
    retry_after_s: z.number().min(0).max(86_400).default(1),
    /** Of `judge`: whom it judges, and how often it is right of what holds and of what does not. */
    of: z.enum(ORGANISM_NAMES).exclude(["judge"]).default("embedded-instruction"),
    sensitivity: share.default(1),
    specificity: share.default(1),
  })
  .superRefine(({ faults }, context) => {
    const sum = Object.values(faults).reduce((total, rate) => total + rate, 0);
    if (sum > 1 + 1e-9)
      context.addIssue({
        code: "custom",
        path: ["faults"],
        message: "The shares of the faults are over 1 in sum.",
      });
  });
export type OrganismConfig = z.infer<typeof OrganismConfig>;
