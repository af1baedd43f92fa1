import { isDay } from "../clearinghouse/day.ts";
import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no } from "./refusal.ts";
import { dayAt } from "./today.ts";

export const decideEnquiry = (
  { state }: ReviewContext,
  { question }: ReviewActs["ask-coverage"],
): ReviewDecision =>
  state.enquiry === null
    ? ok([{ type: "coverage-asked", question }])
    : no("review/already", "The enquiry has been made.");

/** R9: a person in the designated role says so, until a day. What is undetermined needs no end; all else expires. */
export function decideCoverage(
  { state, now }: ReviewContext,
  { coverage, until, basis }: ReviewActs["record-coverage"],
): ReviewDecision {
  if (state.enquiry === null) return no("review/not-yet", "The lab has not asked.");
  if (until === null && coverage !== "undetermined")
    return no("clock/day", "Name the last day for which it holds.");
  if (until !== null && !(isDay(until) && until >= dayAt(state, now)))
    return no("clock/day", "Name a last day that is not past, written as 2026-12-31.");
  return ok([{ type: "coverage-recorded", coverage, until, basis }]);
}
