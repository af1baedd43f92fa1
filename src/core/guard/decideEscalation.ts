import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { Held } from "./held.ts";
import type { Action } from "./verdict.ts";

export const ANSWERS = ["as-is", "rewrite", "block"] as const;
export type EscalationAnswer = (typeof ANSWERS)[number];

export type Question = {
  readonly verdict: Action;
  readonly state: "waiting" | "released" | "rewritten" | "blocked" | "expired";
  readonly expiresAt: Date;
  /** Who wrote or sent what is held. */
  readonly sentBy: string | null;
  /** Null once it is settled. */
  readonly held: Pick<Held, "rewrite"> | null;
};

export type EscalationRefusal = Refusal<
  "guard/decided" | "guard/expired" | "guard/own-words" | "guard/blocks" | "guard/no-rewrite"
>;

/** Why this person may not answer so, if not. What blocks is let go by nobody, and nobody lets their own words go as they are. */
export function decideAnswer(
  { verdict, state, expiresAt, sentBy, held }: Question,
  personId: string | null,
  answer: EscalationAnswer,
  now: Date,
): Result<true, EscalationRefusal> {
  if (state === "expired" || (state === "waiting" && expiresAt <= now))
    return refuse("guard/expired", "Its time has run out: it is blocked.");
  if (state !== "waiting" || held === null)
    return refuse("guard/decided", "Somebody has decided this already.");
  if (answer === "block") return ok(true);
  if (answer === "rewrite") {
    return held.rewrite === null
      ? refuse("guard/no-rewrite", "There is no rewriting of this that could go out.")
      : ok(true);
  }
  if (verdict === "block")
    return refuse("guard/blocks", "What blocks is let go by nobody: it has to be written anew.");
  if (sentBy !== null && sentBy === personId)
    return refuse("guard/own-words", "These are your own words: somebody else lets them go.");
  return ok(true);
}

export const answersFor = (question: Question, personId: string | null, now: Date) =>
  ANSWERS.filter((answer) => decideAnswer(question, personId, answer, now).ok);
