import { isDay } from "../clearinghouse/day.ts";
import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no } from "./refusal.ts";
import { dayAt } from "./today.ts";

/** By the party that held the copy; who stated it stays with the statement. */
export function decideDestruction(
  { state, now, by }: ReviewContext,
  { destructionId, method, on }: ReviewActs["state-destruction"],
): ReviewDecision {
  const asked = state.destructions.find(({ id }) => id === destructionId);
  if (asked === undefined || asked.partyId !== by.partyId)
    return no("destruction/unknown", "No such destruction certificate is asked of your party.");
  if (asked.stated !== null) return no("destruction/stated", "It has been stated.");
  const material = state.materials.find(({ id }) => id === asked.materialId);
  const first = material === undefined ? on : dayAt(state, material.at);
  if (!isDay(on) || on < first || on > dayAt(state, now))
    return no(
      "clock/day",
      "Name the day on which it was destroyed, after it was sealed and not ahead.",
    );
  return ok([{ type: "destruction-stated", destructionId, method, on }]);
}
