import { embargoEnd, embargoOf } from "../caseFacts.ts";
import type { CaseState } from "../caseState.ts";
import { endOfTerms, inOrder } from "../embargo.ts";
import { participantsOf } from "../participant.ts";

/** The embargo as it governs at `now` (ISO 8601), with the change under discussion that ends first. */
export function embargoView(state: CaseState, now: string) {
  const embargo = embargoOf(state);
  const end = embargoEnd(state, now);
  const [proposal] = inOrder(embargo.proposals);
  const seats = participantsOf(state.participants);
  const nameOf = (partyId: string | null) =>
    partyId === null
      ? "Assay, on recorded evidence"
      : (seats.find((seat) => seat.partyId === partyId)?.label ?? "the desk");
  return {
    state: embargo.em,
    template: embargo.terms?.template ?? proposal?.terms.template ?? null,
    startedAt: embargo.terms?.start ?? proposal?.terms.start ?? null,
    endsAt: end?.day ?? null,
    latest: end?.latest ?? null,
    accepted: seats.filter(({ acceptedEmbargo }) => acceptedEmbargo).length,
    of: seats.length,
    why: end?.reason ?? "no embargo is proposed",
    over: end?.over ?? false,
    proposal: proposal
      ? {
          template: proposal.terms.template,
          endsAt: endOfTerms(proposal.terms).day,
          by: nameOf(proposal.byPartyId),
          reason: proposal.reason,
        }
      : null,
  };
}
