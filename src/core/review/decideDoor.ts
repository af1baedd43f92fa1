import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no } from "./refusal.ts";
import type { Agency, ReviewState } from "./reviewState.ts";

const agencyOf = (state: ReviewState, partyId: string): Agency | undefined =>
  state.agencies.find((agency) => agency.partyId === partyId);

export const decideSubmit = (): ReviewDecision => ok([{ type: "submitted" }]);

/** To name is to attach: it is the lab's yes, also to one that asked, and to one that it had answered otherwise. */
export function decideNaming(
  { state }: ReviewContext,
  { partyId, name }: ReviewActs["name-agency"],
): ReviewDecision {
  if (partyId === state.lab.partyId)
    return no("agency/known", "The lab is the other side of its own review.");
  if (agencyOf(state, partyId)?.state === "attached")
    return no("agency/known", `${name} is attached already.`);
  return ok([{ type: "agency-named", partyId, name }]);
}

const ASKED_SAYS = {
  attached: "Your agency is attached already.",
  asked:
    "Your agency has asked already. The lab answers when it likes; until then it is not attached.",
  declined: "The lab has said no. It can attach your agency by naming it.",
} as const satisfies Record<Agency["state"], string>;

export function decideAsking(
  { state, by }: ReviewContext,
  { partyId, name, reason }: ReviewActs["ask-to-join"],
): ReviewDecision {
  if (partyId !== by.partyId || partyId === state.lab.partyId)
    return no("agency/unknown", "An agency asks for itself.");
  const known = agencyOf(state, partyId);
  if (known !== undefined) return no("agency/known", ASKED_SAYS[known.state]);
  return ok([{ type: "agency-asked", partyId, name, reason }]);
}

/** A yes stands to the end of the review. After a no the lab may still say yes. */
export function decideAgencyAnswer(
  { state }: ReviewContext,
  { partyId, attached }: ReviewActs["answer-agency"],
): ReviewDecision {
  const agency = agencyOf(state, partyId);
  if (agency === undefined) return no("agency/unknown", "No such agency has asked.");
  if (agency.state === "attached")
    return no("agency/known", `${agency.name} is attached, and stays so to the end of the review.`);
  if (agency.state === "declined" && !attached)
    return no("review/already", `${agency.name} has been told so.`);
  return ok([{ type: "agency-answered", partyId, attached }]);
}
