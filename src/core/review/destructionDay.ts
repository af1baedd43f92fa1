import type { PlannedRelease } from "./clockLine.ts";
import type { Destruction, ReviewState } from "./reviewState.ts";
import { termsInForce } from "./stage.ts";

/**
 * The day by which what was sealed is destroyed: that of the terms in force, which a version that is only proposed does not
 * move; after the end the day on which a reader sees it due.
 */
export function destructionDay(
  state: ReviewState,
  seen: readonly Destruction[],
): PlannedRelease | null {
  const agreed = termsInForce(state)?.terms.destructionDate;
  if (state.ended === null) return agreed === undefined ? null : { day: agreed, stands: true };
  const day = seen[0]?.due ?? agreed;
  return day === undefined ? null : { day, stands: seen.length > 0 };
}
