import type { Day } from "../clearinghouse/day.ts";
import { instant } from "./clockEvent.ts";
import type { ReviewState } from "./reviewState.ts";
import { dayIn } from "./zone.ts";

/** The calendar day of an instant (ISO 8601) in the review's zone. */
export const dayAt = ({ zone }: Pick<ReviewState, "zone">, at: string): Day =>
  dayIn(zone, instant(at));
