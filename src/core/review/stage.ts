import type { ReviewState } from "./reviewState.ts";
import type { Stage } from "./reviewWords.ts";
import type { TermsVersion } from "./terms.ts";

export const newestTerms = (state: ReviewState): TermsVersion | undefined => state.terms.at(-1);

const isSignedBy = ({ signatures }: TermsVersion, side: "lab" | "agency"): boolean =>
  signatures.some((signature) => signature.side === side);

/** The newest version that both sides have signed. A version that is only proposed changes nothing. */
export const termsInForce = (state: ReviewState): TermsVersion | undefined =>
  state.terms.findLast((terms) => isSignedBy(terms, "lab") && isSignedBy(terms, "agency"));

/** Agencies that have signed the terms in force. One that signed the version before them signs anew. */
export const agreedParties = (state: ReviewState): readonly string[] =>
  (termsInForce(state)?.signatures ?? [])
    .filter(({ side }) => side === "agency")
    .map(({ partyId }) => partyId);

export const isAttached = (state: ReviewState, partyId: string | null): boolean =>
  state.agencies.some((agency) => agency.partyId === partyId && agency.state === "attached");

/** What happened so far. `isOver`: the clock's word, which holds before anything is recorded. */
export function stageOf(state: ReviewState, isOver: boolean): Stage {
  if (state.ended !== null || isOver) return "closed";
  if (state.results.some(({ shared }) => shared !== null)) return "results-shared";
  if (state.confirmedAt !== null) return "access-open";
  if (termsInForce(state) !== undefined) return "terms-agreed";
  return state.submittedAt === null ? "drafted" : "submitted";
}
