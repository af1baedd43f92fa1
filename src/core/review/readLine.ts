import { addDays, type Day } from "../clearinghouse/day.ts";
import { type ClockEvent, heardBy, instant } from "./clockEvent.ts";
import type { Line, Moment, Reason, Window } from "./clockLine.ts";
import {
  dayReached,
  daysTo,
  type Ending,
  type Fold,
  foldWindow,
  isOpen,
  leftOut,
  type Open,
  type Rule,
  trustedPartnerDay,
} from "./window.ts";
import { onWall } from "./zone.ts";

const momentAt = (zone: string, at: number): Moment => ({
  at: new Date(at).toISOString(),
  ...onWall(zone, at),
});

const endMoment = (zone: string, { at, lastDay, atDayEnd }: Ending): Moment =>
  atDayEnd ? { at: new Date(at).toISOString(), day: lastDay, time: "24:00" } : momentAt(zone, at);

function toWindow(fold: Open, ending: Ending, closes: Moment, now: number): Window {
  const { zone } = fold.declared;
  const uncounted = leftOut(fold);
  const today = fold.end?.lastDay ?? dayReached(fold, now);
  const elapsed = daysTo(fold, today);
  return {
    opened: momentAt(zone, fold.opened.at),
    firstDay: fold.opened.firstDay,
    lastDay: ending.lastDay,
    closes,
    days: daysTo(fold, ending.lastDay) - uncounted.length,
    today,
    elapsed,
    counted: elapsed - uncounted.length,
    uncounted: uncounted.toSorted(),
  };
}

function planReasons({ cap, close, declared, ...fold }: Fold, release: Day | null): Reason[] {
  if (close !== null) {
    const { capDay, releaseDay } = close;
    const reasons: Reason[] = [{ kind: "cap", days: cap, day: capDay }];
    if (releaseDay === null) return reasons;
    return [
      ...reasons,
      { kind: "release", day: releaseDay, cap, capDay, moves: releaseDay <= capDay },
    ];
  }
  if (fold.end !== null) return [];
  const reasons: Reason[] = declared?.openWeight ? [{ kind: "open-weight" }] : [];
  if (release === null) return reasons;
  return [
    ...reasons,
    { kind: "release-ahead", day: release, cap, wholeFrom: addDays(release, -cap) },
  ];
}

function toReasons(fold: Fold, ended: Moment | null): readonly Reason[] {
  const { end, outages, uncounted } = fold;
  const reasons: Reason[] = [
    ...planReasons(fold, trustedPartnerDay(fold)),
    ...uncounted.map((act): Reason => ({ kind: "uncounted", ...act })),
    ...outages.map(
      ({ id, side, from, until }): Reason => ({ kind: "outage", id, side, from, until }),
    ),
  ];
  if (end === null || ended === null) return reasons;
  const { how, by, release } = end;
  return [...reasons, { kind: "ended", how, by, release, moment: ended }];
}

/** The line that a rule draws from what had been said up to an instant (ISO 8601). */
export function readLine(events: readonly ClockEvent[], now: string, rule: Rule): Line {
  const at = instant(now);
  const fold = foldWindow(heardBy(events, at), at, rule);
  const { cap, declared, end, releases } = fold;
  const ending = end ?? fold.close;
  const closes = ending === null ? null : endMoment(declared?.zone ?? "UTC", ending);
  const reasons = toReasons(fold, closes);
  const common = { zone: declared?.zone ?? null, cap, releases, reasons };
  const window =
    isOpen(fold) && ending !== null && closes !== null ? toWindow(fold, ending, closes, at) : null;
  if (end !== null && closes !== null)
    return { ...common, state: "ended", how: end.how, ended: closes, window };
  if (window !== null) return { ...common, state: "running", window };
  return { ...common, state: "not-started", openWeight: declared?.openWeight ?? false, window };
}

/** Whether a window is running, and nothing else of the line: asked at every access. */
export function isRunning(events: readonly ClockEvent[], now: string, rule: Rule): boolean {
  const at = instant(now);
  const { close, end } = foldWindow(heardBy(events, at), at, rule);
  return close !== null && end === null;
}
