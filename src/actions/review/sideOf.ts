import type { Asker } from "#core/access/asker.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import type { ReviewActor } from "#core/review/side.ts";
import { isAttached } from "#core/review/stage.ts";

/** Where the asker stands in this review; `undefined` for whoever stands nowhere in it. */
export function sideOf(
  { partyId, roles }: Pick<Asker, "partyId" | "roles">,
  state: ReviewState,
): "lab" | "agency" | undefined {
  if (partyId === null) return undefined;
  if (partyId === state.lab.partyId) return roles.includes("lab-officer") ? "lab" : undefined;
  return isAttached(state, partyId) && roles.includes("reviewer") ? "agency" : undefined;
}

export const reviewActor = (
  { personId, partyId, name }: Pick<Asker, "personId" | "partyId" | "name">,
  side: ReviewActor["side"],
): ReviewActor => ({ side, personId, partyId, label: name });
