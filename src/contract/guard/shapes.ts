import { z } from "zod";
import { AUDIENCES } from "#core/guard/audience.ts";
import { CHANNELS } from "#core/guard/channel.ts";
import { ACTIONS } from "#core/guard/verdict.ts";
import { CaseRef } from "../page.ts";

export const GuardAction = z.enum(ACTIONS);
export type GuardAction = z.infer<typeof GuardAction>;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;
export const AudienceKind = z.enum(AUDIENCES);
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "A SHA-256 has 64 small hexadecimal digits.");

export const GuardCitation = z.object({
  standard: z.string().max(300),
  clause: z.string().max(500),
  url: z.string().max(1_000),
});

/** Who will read it; with a case, those who take part in that case may read what belongs to it. */
export const GuardAudience = z.strictObject({ kind: AudienceKind, caseRef: CaseRef.optional() });
export type GuardAudience = z.infer<typeof GuardAudience>;

/** What was seen in a text that the asker has. Offsets are half-open, in Unicode code points of that part of the input. */
export const GuardFinding = z.object({
  ruleId: z.string().max(200),
  type: z.string().max(200),
  action: z.enum(["rewrite", "escalate", "block"]),
  citation: GuardCitation,
  detector: z.string().max(100),
  confidence: z.number().min(0).max(1),
  /** `body` where the text has no parts. */
  part: z.string().max(40),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  message: z.string().max(1_000),
});
export type GuardFinding = z.infer<typeof GuardFinding>;

/** A near copy with both sides, for those who see the case; a passage is null for those who do not. */
export const NearCopy = z.object({
  ruleId: z.string(),
  here: z.string(),
  there: z.string().nullable(),
  caseRef: z.string().nullable(),
});
