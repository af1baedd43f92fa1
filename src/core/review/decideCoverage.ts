import { isDay } from "../clearinghouse/day.ts";
import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no } from "./refusal.ts";
import { dayAt } from "./today.ts";

/** Asked anew in other words at any time, and in the same once an answer has been recorded, which may have lapsed. */
export function decideEnquiry(
  { state }: ReviewContext,
  { question }: ReviewActs["ask-coverage"],
): ReviewDecision {
  const { enquiry, coverage } = state;
  const isWaiting = enquiry !== null && (coverage === null || coverage.at < enquiry.at);
  return isWaiting && enquiry.question === question
    ? no("review/already", "That has been asked, and waits for an answer.")
    : ok([{ type: "coverage-asked", question }]);
}

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
