import { z } from "zod";
import { Sha256 } from "./shapes.ts";

/** What the sender found in it before sealing, in the sender's own word. Nobody else can read it, and nobody else says so. */
export const SealedReading = z.strictObject({
  as: z.enum(["text", "not-text"]),
  policy: Sha256,
  highest: z.enum(["none", "rewrite", "escalate", "block"]),
  rules: z
    .array(z.strictObject({ ruleId: z.string().max(200), count: z.number().int().min(1) }))
    .max(1_000),
  /** Why it was sealed all the same. */
  reason: z.string().max(2_000).nullable(),
});
