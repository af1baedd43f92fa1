import type { ReviewState } from "./reviewState.ts";
import type { Stage } from "./reviewWords.ts";
import type { TermsVersion } from "./terms.ts";

export const newestTerms = (state: ReviewState): TermsVersion | undefined => state.terms.at(-1);

/** Agencies that have signed the newest terms, with the lab. */
export function agreedParties(state: ReviewState): readonly string[] {
  const signatures = newestTerms(state)?.signatures ?? [];
  if (!signatures.some(({ side }) => side === "lab")) return [];
  return signatures.filter(({ side }) => side === "agency").map(({ partyId }) => partyId);
}

export const isAttached = (state: ReviewState, partyId: string | null): boolean =>
  state.agencies.some((agency) => agency.partyId === partyId && agency.state === "attached");

/** What happened so far. `isOver`: the clock's word, which holds before anything is recorded. */
export function stageOf(state: ReviewState, isOver: boolean): Stage {
  if (state.ended !== null || isOver) return "closed";
  if (state.results.some(({ shared }) => shared !== null)) return "results-shared";
  if (state.confirmedAt !== null) return "access-open";
  if (agreedParties(state).length > 0) return "terms-agreed";
  return state.submittedAt === null ? "drafted" : "submitted";
}
