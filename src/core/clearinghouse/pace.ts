import type { CaseState } from "./caseState.ts";
import { makesFix, type Participant } from "./participant.ts";

/** Whether a party has said anything in this case, by mail or by verdict. */
export const hasSpoken = (state: CaseState, partyId: string): boolean =>
  state.verdicts.some((verdict) => verdict.partyId === partyId) ||
  state.contacts.some((contact) => contact.partyId === partyId && contact.direction === "in");

/**
 * O1, O2: preferences and weekly budget are about reports, which come unasked. Once the owner has spoken it is a
 * conversation, and an answer that waits for next week's budget helps nobody.
 */
export const isReport = (
  state: CaseState,
  { role, partyId }: Pick<Participant, "role" | "partyId">,
): boolean => makesFix(role) && !hasSpoken(state, partyId);

/** O4: what a report may have at most, with what a person added to the draft. */
export const LONGEST_REPORT_WORDS = 300;
