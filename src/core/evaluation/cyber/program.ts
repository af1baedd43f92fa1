import { z } from "zod";

/** cyber.json: what was planted where. */
export const CyberFacts = z.strictObject({
  /** Where the flawed program fails. */
  function: z.string().regex(/^[A-Za-z_]\w*$/),
  /** As the sanitizer calls it. */
  error: z.string().min(1),
  /** What the program reads, for whoever is asked to break it. */
  reads: z.string().min(1),
});
export type CyberFacts = z.infer<typeof CyberFacts>;

/** A program with a planted flaw, and its twin without it. */
export type CyberProgram = {
  readonly name: string;
  readonly facts: CyberFacts;
  readonly flawed: string;
  readonly fixed: string;
};
