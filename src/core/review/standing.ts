import { ok, type Result } from "../result.ts";
import { isRecused } from "./decideConflict.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { ReviewMove } from "./reviewMove.ts";
import type { ReviewState } from "./reviewState.ts";
import type { ReviewActor } from "./side.ts";
import { isAttached } from "./stage.ts";

/** The lab, and the agencies that it has said yes to. To others there is no review. */
export const isSeenBy = (state: ReviewState, partyId: string | null): boolean =>
  partyId === state.lab.partyId || isAttached(state, partyId);

function isInReview(state: ReviewState, move: ReviewMove, { side, partyId }: ReviewActor): boolean {
  switch (side) {
    case "lab":
      return partyId === state.lab.partyId;
    case "agency":
      return isAttached(state, partyId) || move === "ask-to-join";
    case "recorder":
      return true;
    case "system":
      return false;
  }
}

/** Whether somebody may act in a review at all. Who stepped back does nothing more in it but account for what they held. */
export function mayTakePart(
  state: ReviewState,
  move: ReviewMove,
  by: ReviewActor,
): Result<true, ReviewNo> {
  if (!isInReview(state, move, by)) return no("review/not-found", "There is no such review.");
  if (isRecused(state, by.personId) && move !== "state-destruction")
    return no("conflict/recused", "You have stepped back from this review.");
  return ok(true);
}
