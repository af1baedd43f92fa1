import type { EscalationState } from "#contract/guard/escalation.ts";
import type { DotKind } from "../../ui/Tag.tsx";

export const STATE_SAYS: Record<EscalationState, string> = {
  waiting: "waits",
  released: "went out as it was",
  rewritten: "went out rewritten",
  blocked: "blocked",
  expired: "blocked: nobody decided in time",
};
export const STATE_DOT: Record<EscalationState, DotKind> = {
  waiting: "soon",
  released: "ok",
  rewritten: "plain",
  blocked: "bad",
  expired: "bad",
};

export const ANSWERS = ["as-is", "rewrite", "block"] as const;
export type Answer = (typeof ANSWERS)[number];
export const ANSWER_KEY: Record<Answer, string> = { "as-is": "o", rewrite: "w", block: "b" };
export const ANSWER_SAYS: Record<Answer, string> = {
  "as-is": "Let it go as it is",
  rewrite: "Let the rewriting go",
  block: "Block it",
};
/** Why an answer is not among those that this reader may give. */
export const WHY_NOT: Record<Answer, string> = {
  "as-is": "These are your own words, or what is in it goes out by nobody's word.",
  rewrite: "There is no rewriting of it in which nothing is found.",
  block: "It is decided.",
};
