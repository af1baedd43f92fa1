import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { termsWith } from "./decideGrant.ts";
import { incidentFact } from "./decideIncident.ts";
import { no } from "./refusal.ts";
import type { ReviewFact } from "./reviewEvent.ts";
import type { ReviewResult, ReviewState } from "./reviewState.ts";
import { isAttached } from "./stage.ts";

/** Hours until an incident that a result opens is due. */
const INCIDENT_HOURS = 24;

const resultOf = (state: ReviewState, resultId: string): ReviewResult | undefined =>
  state.results.find(({ id }) => id === resultId);

/** R7, R8: what is unreliable feeds no severity; a containment event opens its incident in the same breath. */
export function decideResult(
  { now, by, newId }: ReviewContext,
  { content, thirdParties = [] }: ReviewActs["give-result"],
): ReviewDecision {
  if (by.partyId === null) return no("result/unknown", "A result is given by an agency.");
  if (content.integrity === "unreliable" && content.severity !== null)
    return no("result/unreliable", "An unreliable result has no severity. Leave it out.");
  const given: ReviewFact = {
    type: "result-given",
    resultId: newId(),
    partyId: by.partyId,
    content,
  };
  if (content.integrity !== "containment-event")
    return thirdParties.length === 0
      ? ok([given])
      : no("incident/none", "Third parties are told of a containment event; this is none.");
  const what = `A result reports a containment event: ${content.claim}`;
  return ok([
    given,
    incidentFact({ incidentId: newId(), what, thirdParties, hours: INCIDENT_HOURS }, now),
  ]);
}

export function decideReply(
  { state }: ReviewContext,
  { resultId, text }: ReviewActs["reply-to-result"],
): ReviewDecision {
  const result = resultOf(state, resultId);
  if (result === undefined) return no("result/unknown", "There is no such result.");
  if (result.reply !== null) return no("review/already", "Your reply is attached to it.");
  return ok([{ type: "reply-attached", resultId, text }]);
}

/** L13: by the agency that gave it, with the lab's reply, and to agencies that are bound by the same terms. */
export function decideSharing(
  { state, by }: ReviewContext,
  { resultId, with: receivers }: ReviewActs["share-result"],
): ReviewDecision {
  const result = resultOf(state, resultId);
  if (result === undefined || result.partyId !== by.partyId)
    return no("result/unknown", "There is no such result of yours.");
  if (result.reply === null)
    return no("result/no-reply", "It is shared once the lab's reply is attached.");
  const known = [by.partyId, ...(result.shared?.with ?? [])];
  const others = [...new Set(receivers)].filter((partyId) => !known.includes(partyId));
  if (others.length === 0) return no("result/shared", "They have it already.");
  for (const partyId of others) {
    if (!isAttached(state, partyId))
      return no("agency/not-attached", "Only an agency that is attached gets it.");
    const terms = termsWith(state, partyId);
    if (!terms.ok) return terms;
  }
  return ok([{ type: "result-shared", resultId, with: others }]);
}

export function decideFiling(
  { state, by }: ReviewContext,
  { resultId, reportRef }: ReviewActs["file-finding"],
): ReviewDecision {
  const result = resultOf(state, resultId);
  if (result === undefined || result.partyId !== by.partyId)
    return no("result/unknown", "There is no such result of yours.");
  if (result.reports.includes(reportRef))
    return no("review/already", `${reportRef} is recorded with it.`);
  return ok([{ type: "finding-filed", resultId, reportRef }]);
}
