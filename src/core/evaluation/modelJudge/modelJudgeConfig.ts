import { z } from "zod";
import { ModelChoice } from "../target/modelChoice.ts";
import { Dimension } from "./dimension.ts";

/** A model as a judge, as a document names it. */
export const ModelJudgeConfig = z
  .strictObject({
    model: ModelChoice,
    /** How often each transcript is judged; the majority is the opinion. */
    n: z.number().int().min(1).max(25).default(1),
    dimensions: z.array(Dimension).min(1),
    /** Estimated tokens of the transcript in one question; longer transcripts are judged in parts. */
    transcript_tokens: z.number().int().min(200).default(16_000),
    /** Estimated tokens that neighbouring parts share. */
    overlap_tokens: z.number().int().min(0).default(800),
    /** Beyond this many parts a transcript is not judged further, and is never a no. */
    most_parts: z.number().int().positive().default(40),
    /** How often an answer that cannot be used is asked for, the first time included. */
    attempts: z.number().int().min(1).max(5).default(2),
  })
  .superRefine(({ dimensions, transcript_tokens, overlap_tokens }, context) => {
    const names = dimensions.map(({ name }) => name);
    for (const [i, name] of names.entries())
      if (names.indexOf(name) < i)
        context.addIssue({
          code: "custom",
          path: ["dimensions", i, "name"],
          message: `${name} stands twice.`,
        });
    if (overlap_tokens * 2 > transcript_tokens)
      context.addIssue({
        code: "custom",
        path: ["overlap_tokens"],
        message: "Parts share at most half of what they hold.",
      });
  });
export type ModelJudgeConfig = z.infer<typeof ModelJudgeConfig>;
