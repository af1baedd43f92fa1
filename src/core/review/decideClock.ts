import { type Day, isDay } from "../clearinghouse/day.ts";
import { ok, type Result } from "../result.ts";
import type { Clock } from "./clock.ts";
import { type ClockFact, HARD_CAP, instant } from "./clockEvent.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { Release } from "./reviewWords.ts";
import { dayIn, parseZone } from "./zone.ts";

type Fact<T extends ClockFact["type"]> = Extract<ClockFact, { readonly type: T }>;
type Decision<T extends ClockFact["type"]> = Result<Fact<T>, ReviewNo>;

/** The zone as the zone database spells it, and a cap that is no longer than the hard one. */
export function decideCount(
  zone: string,
  policyDays: number,
): Result<{ readonly zone: string; readonly policyDays: number }, ReviewNo> {
  const known = parseZone(zone);
  if (known === undefined) return no("clock/zone", "Name a time zone such as Europe/Paris.");
  if (Number.isInteger(policyDays) && policyDays >= 1 && policyDays <= HARD_CAP)
    return ok({ zone: known, policyDays });
  return no("clock/cap", `A window has 1 to ${HARD_CAP} days.`);
}

/** Starts the clock. A trusted-partner date that has come leaves no day: the lab moves it first, or takes it back. */
export function decideAccess(clock: Clock, now: string): Decision<"access-confirmed"> {
  if (clock.state === "ended") return no("review/closed", "It has ended, and does not open again.");
  if (clock.state === "running")
    return no("review/already", `Day 1 was ${clock.window.firstDay}: it is counted from then.`);
  if (clock.zone === null) return no("review/not-yet", "No time zone has been declared.");
  const planned = clock.releases["trusted-partner"];
  if (!planned?.stands || planned.day > dayIn(clock.zone, instant(now)))
    return ok({ type: "access-confirmed" });
  const detail = `The trusted-partner release is dated ${planned.day}: no day is left before it.`;
  return no("clock/release-first", detail);
}

/** Always the lab's to change, before, in and after a window, to any day; `null` takes the date back. */
export const decideReleaseDate = (release: Release, date: Day | null): Decision<"release-dated"> =>
  date === null || isDay(date)
    ? ok({ type: "release-dated", release, date })
    : no("clock/day", "Write the day as 2026-12-31.");

/** Days of a running window, wholly over, each named and left out once. */
export function decideUncounted(
  clock: Clock,
  days: readonly Day[],
): Decision<"days-left-uncounted"> {
  if (clock.state !== "running") return no("clock/not-running", "No window is running.");
  if (days.length === 0) return no("clock/day", "Name the days that are not to be counted.");
  const { window } = clock;
  const known = new Set(window.uncounted);
  for (const day of days) {
    if (!isDay(day)) return no("clock/day", "Write each day as 2026-12-31.");
    if (day < window.firstDay || day > window.lastDay)
      return no("clock/day-outside", `${day} is no day of the window.`);
    if (day >= window.today)
      return no("clock/day-not-past", `${day} is not over: only past days can be left out.`);
    if (known.has(day)) return no("clock/day-known", `${day} is left out already.`);
    known.add(day);
  }
  return ok({ type: "days-left-uncounted", days: [...days].sort() });
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const parseInstant = (text: string): number => (INSTANT.test(text) ? Date.parse(text) : Number.NaN);

/** An outage is told, and moves nothing. Instants are ISO 8601 with their offset; `until` is `null` while it lasts. */
export function decideOutage(
  clock: Clock,
  outage: Omit<Fact<"outage-reported">, "type">,
  now: string,
): Decision<"outage-reported"> {
  if (clock.window === null) return no("clock/not-running", "No window has begun.");
  const from = parseInstant(outage.from);
  const until = parseInstant(outage.until ?? now);
  // Comparisons with what is no instant are false.
  if (from <= until && until <= instant(now)) return ok({ type: "outage-reported", ...outage });
  return no("clock/instant", "Name two instants that are not ahead, the earlier one first.");
}
