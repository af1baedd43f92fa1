import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no } from "./refusal.ts";
import type { Partner, ReviewState } from "./reviewState.ts";

/** L14: both sides have said yes, one by proposing. Silence is not consent. */
export const selectedPartners = ({ partners }: Pick<ReviewState, "partners">): readonly Partner[] =>
  partners.filter(({ answer }) => answer?.agrees === true);

const spelt = (name: string): string => name.trim().replaceAll(/\s+/g, " ").toLowerCase();

/** After an objection a partner may be proposed again, by either side. */
export function decideProposal(
  { state, newId }: ReviewContext,
  { name, reason }: ReviewActs["propose-partner"],
): ReviewDecision {
  const isStanding = state.partners.some(
    (one) => spelt(one.name) === spelt(name) && one.answer?.agrees !== false,
  );
  if (isStanding) return no("review/already", `${name} is proposed or selected already.`);
  return ok([{ type: "partner-proposed", partnerId: newId(), name, reason }]);
}

export function decidePartnerAnswer(
  { state, by }: ReviewContext,
  { partnerId, agrees, reason }: ReviewActs["answer-partner"],
): ReviewDecision {
  const partner = state.partners.find(({ id }) => id === partnerId);
  if (partner === undefined) return no("partner/unknown", "There is no such proposal.");
  if (partner.answer !== null) return no("partner/answered", "It has been answered.");
  if (partner.proposedBy === by.side)
    return no("review/not-your-side", "Your side proposed it: the other side answers.");
  return ok([{ type: "partner-answered", partnerId, agrees, reason }]);
}
