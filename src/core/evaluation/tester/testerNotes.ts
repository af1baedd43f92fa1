import { z } from "zod";
import type { Json } from "../../canonicalJson.ts";

/** What a tester that is a model keeps between moves. */
const TesterNotes = z.object({
  /** What was taken back: said after `keep` turns. */
  tried: z.array(z.object({ keep: z.number(), said: z.string(), answer: z.string() })),
  /** Which way to go on it is on, counted from 0. */
  branch: z.number(),
  rewinds: z.number(),
});
export type TesterNotes = z.infer<typeof TesterNotes>;

const NONE: TesterNotes = { tried: [], branch: 0, rewinds: 0 };

export const readNotes = (notes: Json): TesterNotes => TesterNotes.safeParse(notes).data ?? NONE;
