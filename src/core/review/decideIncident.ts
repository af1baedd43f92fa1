import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { instant } from "./clockEvent.ts";
import { no } from "./refusal.ts";
import type { ReviewFact } from "./reviewEvent.ts";

const MS_AN_HOUR = 3_600_000;
const MOST_HOURS = 720;

type Opened = ReviewActs["open-incident"] & { readonly incidentId: string };

/** The timer starts with it. */
export const incidentFact = (
  { incidentId, what, thirdParties, hours }: Opened,
  now: string,
): ReviewFact => ({
  type: "incident-opened",
  incidentId,
  what,
  thirdParties,
  dueAt: new Date(instant(now) + hours * MS_AN_HOUR).toISOString(),
});

export function decideIncident(
  { now, newId }: ReviewContext,
  input: ReviewActs["open-incident"],
): ReviewDecision {
  if (!(input.hours >= 1 && input.hours <= MOST_HOURS))
    return no("clock/instant", `Give it 1 to ${MOST_HOURS} hours.`);
  return ok([incidentFact({ incidentId: newId(), ...input }, now)]);
}

/** Access goes on by it, and access is the lab's to give. */
export function decideIncidentEnd(
  { state }: ReviewContext,
  { incidentId, outcome }: ReviewActs["end-incident"],
): ReviewDecision {
  const incident = state.incidents.find(({ id }) => id === incidentId);
  if (incident === undefined) return no("incident/unknown", "There is no such incident.");
  if (incident.ended !== null) return no("incident/ended", "It has ended already.");
  return ok([{ type: "incident-ended", incidentId, outcome }]);
}
