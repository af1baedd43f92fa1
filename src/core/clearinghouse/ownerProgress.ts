import { fixOf } from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
import { standingVerdicts } from "./ownerVerdict.ts";

/** How far the owner is, in one word for a table, and since when. The record of the case has the rest. */
export const OWNER_STATES = [
  "not-contacted",
  "sent",
  "acknowledged",
  "needs-more",
  "confirmed",
  "not-ours",
  "hardening-only",
  "fixed",
] as const;
export type OwnerProgress = {
  readonly state: (typeof OWNER_STATES)[number];
  readonly since: string | null;
};

const WORD = {
  acknowledged: "acknowledged",
  confirmed: "confirmed",
  "need-more": "needs-more",
  "not-ours": "not-ours",
  "hardening-only": "hardening-only",
  fixed: "fixed",
} as const;

export function ownerProgress(state: CaseState): OwnerProgress {
  const fix = fixOf(state);
  if (fix) return { state: "fixed", since: fix.at };
  const [verdict] = standingVerdicts(state.verdicts);
  if (verdict) return { state: WORD[verdict.verdict], since: verdict.at };
  const sent = state.contacts.findLast(({ direction }) => direction === "out");
  return sent ? { state: "sent", since: sent.at } : { state: "not-contacted", since: null };
}
