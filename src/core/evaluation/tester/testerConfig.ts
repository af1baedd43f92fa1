import { z } from "zod";
import { ModelChoice } from "../target/modelChoice.ts";

/** A model that plays the user. */
export const TesterConfig = z.strictObject({
  model: ModelChoice,
  /** Who the user is and how they speak, for the model; nothing where the case's goal says enough. */
  persona: z.string().default(""),
  /** When to stop before the turns are used up, in words. */
  stop_when: z
    .string()
    .default("the goal is reached, or the assistant has made clear that it will not be"),
  /** How often the tester may take turns back and try something else. */
  rewinds: z.number().int().min(0).max(50).default(0),
  /** Of each conversation, so many ways to go on from a turn; each is a transcript of its own. */
  branches: z
    .strictObject({
      /** How many turns they share. */
      after: z.number().int().min(0).max(100),
      count: z.number().int().min(2).max(16),
    })
    .optional(),
  /** How often a move that cannot be used is asked for, the first time included. */
  attempts: z.number().int().min(1).max(5).default(2),
});
export type TesterConfig = z.infer<typeof TesterConfig>;
