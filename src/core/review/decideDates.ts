import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { decideAccess, decideOutage, decideReleaseDate, decideUncounted } from "./decideClock.ts";
import { endFacts } from "./decideEnding.ts";
import { isOwnSignature } from "./decideTermsMove.ts";
import { no } from "./refusal.ts";
import type { ReviewFact } from "./reviewEvent.ts";
import type { Release } from "./reviewWords.ts";

/** L5: the lab's own, at any time, to any day. Where the window closes by it, `decideLapse` records that. */
export function decideDating(
  _context: ReviewContext,
  { release, date, note }: ReviewActs["date-release"],
): ReviewDecision {
  const dated = decideReleaseDate(release, date);
  return dated.ok ? ok([{ ...dated.value, note }]) : dated;
}

const ENDED_BY: Record<Release, string> = {
  "trusted-partner": "The lab released to trusted partners.",
  limited: "The lab made a limited release.",
  public: "The lab released to the public.",
};

/** The window is there for the time before a release: whatever the lab releases, to whomever, ends it that minute. */
export function decideRelease(
  context: ReviewContext,
  { release }: ReviewActs["release"],
): ReviewDecision {
  if (context.state.released.some((one) => one.release === release))
    return no("review/already", "That release has been recorded.");
  const end: ReviewFact = { type: "completed", reason: ENDED_BY[release] };
  return ok([{ type: "released", release }, ...endFacts(context, end)]);
}

export function decideAccessConfirmation({ clock, now }: ReviewContext): ReviewDecision {
  const confirmed = decideAccess(clock, now);
  return confirmed.ok ? ok([confirmed.value]) : confirmed;
}

export function decideUncountedDays(
  { clock, by }: ReviewContext,
  { days, reason, signature }: ReviewActs["leave-days-uncounted"],
): ReviewDecision {
  const left = decideUncounted(clock, days);
  if (!left.ok) return left;
  return isOwnSignature(signature, by)
    ? ok([{ ...left.value, reason, signature }])
    : no("terms/signature", "One signs for oneself and one's own party.");
}

/** Each side reports its own. */
export function decideOutageReport(
  { clock, now, by }: ReviewContext,
  { from, until, note }: ReviewActs["report-outage"],
): ReviewDecision {
  const side = by.side === "lab" ? "lab" : "agency";
  const reported = decideOutage(clock, { side, from, until }, now);
  return reported.ok ? ok([{ ...reported.value, note }]) : reported;
}
