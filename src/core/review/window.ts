import { addDays, type Day, daysBetween, isDay } from "../clearinghouse/day.ts";
import type { ClockEvent, ClockFact, Heard } from "./clockEvent.ts";
import type { How, PlannedRelease } from "./clockLine.ts";
import type { Release } from "./reviewWords.ts";
import type { Side } from "./side.ts";
import { beginningOf, dayIn } from "./zone.ts";

/** How long a window may be. The real one is `HARD_CAP` or less; a what-if asks about others. */
export type Rule = {
  readonly cap: (declaredDays: number) => number;
  /** The end that was carried out belongs to the real clock alone. */
  readonly keepsExpiry: boolean;
};

/** Instants are milliseconds since 1970. */
type Opened = { readonly at: number; readonly firstDay: Day };
/** `lastDay` is the last day reached; `atDayEnd` says that the window closes together with it. */
export type Ending = { readonly at: number; readonly lastDay: Day; readonly atDayEnd: boolean };
/** The plan: `capDay` is the day that the cap gives, `releaseDay` the trusted-partner date that stood then. */
export type Close = Ending & { readonly capDay: Day; readonly releaseDay: Day | null };
export type End = Ending & {
  readonly how: How;
  readonly by: Side;
  readonly release: Release | null;
};

type Declared = { readonly at: number; readonly zone: string; readonly openWeight: boolean };
type Uncounted = { readonly id: string; readonly at: string; readonly days: readonly Day[] };
type Outage = ClockEvent & { readonly type: "outage-reported" };
type ReleaseDated = ClockEvent & { readonly type: "release-dated" };

export type Fold = {
  readonly declared: Declared | null;
  readonly cap: number;
  readonly opened: Opened | null;
  /** No end lies before the act that set it: a release moved to a day that has begun closes the window now. */
  readonly floor: number;
  readonly releases: { readonly [R in Release]?: PlannedRelease };
  readonly uncounted: readonly Uncounted[];
  readonly outages: readonly Outage[];
  readonly close: Close | null;
  readonly end: End | null;
};

/** A review of which the lab has said that access works. */
export type Open = Fold & { readonly declared: Declared; readonly opened: Opened };
export const isOpen = (fold: Fold): fold is Open => fold.declared !== null && fold.opened !== null;

export const leftOut = (fold: Fold): readonly Day[] => fold.uncounted.flatMap(({ days }) => days);

/** The day of the window that an instant has reached, day 1 at the least. */
export function dayReached({ declared: { zone }, opened }: Open, at: number): Day {
  const day = dayIn(zone, at);
  if (day < opened.firstDay) return opened.firstDay;
  // Clocks put back over midnight show a day again that was over.
  const next = addDays(day, 1);
  return beginningOf(zone, next, opened.at) <= at ? next : day;
}

export const trustedPartnerDay = ({ releases }: Fold): Day | null => {
  const planned = releases["trusted-partner"];
  return planned?.stands ? planned.day : null;
};

function closeOf(fold: Open): Close {
  const { declared, opened, floor } = fold;
  const capDay = addDays(opened.firstDay, fold.cap - 1 + leftOut(fold).length);
  const releaseDay = trustedPartnerDay(fold);
  const lastDay = releaseDay !== null && releaseDay <= capDay ? addDays(releaseDay, -1) : capDay;
  const at =
    lastDay < opened.firstDay
      ? opened.at
      : beginningOf(declared.zone, addDays(lastDay, 1), opened.at);
  if (at > floor) return { at, lastDay, atDayEnd: true, capDay, releaseDay };
  return { at: floor, lastDay: dayReached(fold, floor), atDayEnd: false, capDay, releaseDay };
}

const withClose = (fold: Fold): Fold => (isOpen(fold) ? { ...fold, close: closeOf(fold) } : fold);

/** The end by time, once its instant has come. What ends has ended for good. */
function settle(fold: Fold, now: number): Fold {
  if (fold.end !== null || fold.close === null || fold.close.at > now) return fold;
  const { at, lastDay, atDayEnd } = fold.close;
  return { ...fold, end: { at, lastDay, atDayEnd, how: "expired", by: "system", release: null } };
}

function endedBy(fold: Fold, { at, event }: Heard, how: How, release: Release | null): Fold {
  const zone = fold.declared?.zone ?? "UTC";
  const lastDay = isOpen(fold) ? dayReached(fold, at) : dayIn(zone, at);
  return { ...fold, end: { at, lastDay, atDayEnd: false, how, by: event.by.side, release } };
}

/** Of the days named, those that may be left out: begun in the window, wholly over, not left out before. */
export function daysToLeaveOut(fold: Open, days: readonly Day[], at: number): readonly Day[] {
  const today = dayReached(fold, at);
  const known = new Set(leftOut(fold));
  return [...new Set(days)]
    .filter((day) => isDay(day) && day >= fold.opened.firstDay && day < today && !known.has(day))
    .sort();
}

/** The dates after a new one; one that was given and is taken back stays known, and no longer stands. */
function dated({ releases }: Fold, { release, date }: ReleaseDated): Fold["releases"] {
  const day = date ?? releases[release]?.day;
  return day === undefined ? releases : { ...releases, [release]: { day, stands: date !== null } };
}

type Handler<T extends ClockFact["type"]> = (
  fold: Fold,
  event: ClockEvent & { readonly type: T },
  at: number,
) => Fold;

/** A handler sees events before the end only. `opened` is read before all others. */
const HANDLERS: { readonly [T in ClockFact["type"]]: Handler<T> } = {
  opened: (fold) => fold,
  "access-confirmed": (fold, _event, at) => {
    const { declared, opened } = fold;
    if (declared === null || opened !== null || at < declared.at) return fold;
    return withClose({ ...fold, opened: { at, firstDay: dayIn(declared.zone, at) }, floor: at });
  },
  "release-dated": (fold, event, at) =>
    withClose({ ...fold, releases: dated(fold, event), floor: Math.max(fold.floor, at) }),
  "days-left-uncounted": (fold, event, at) => {
    if (!isOpen(fold)) return fold;
    const days = daysToLeaveOut(fold, event.days, at);
    if (days.length === 0) return fold;
    const { id } = event;
    return withClose({ ...fold, uncounted: [...fold.uncounted, { id, at: event.at, days }] });
  },
  "outage-reported": (fold, event) => ({ ...fold, outages: [...fold.outages, event] }),
  withdrawn: (fold, event, at) => endedBy(fold, { at, event }, "withdrawn", null),
  released: (fold, event, at) => endedBy(fold, { at, event }, "released", event.release),
  completed: (fold, event, at) => endedBy(fold, { at, event }, "completed", null),
  "found-not-applicable": (fold, event, at) => endedBy(fold, { at, event }, "not-applicable", null),
  expired: (fold, event, at) =>
    isOpen(fold) ? endedBy(fold, { at, event }, "expired", null) : fold,
};

function start(heard: readonly Heard[], rule: Rule): Fold {
  const first = heard.find(({ event }) => event.type === "opened");
  const fact = first?.event.type === "opened" ? first.event : undefined;
  const declared =
    first && fact ? { at: first.at, zone: fact.zone, openWeight: fact.openWeight } : null;
  return {
    declared,
    cap: rule.cap(fact?.policyDays ?? Number.POSITIVE_INFINITY),
    opened: null,
    floor: Number.NEGATIVE_INFINITY,
    releases: {},
    uncounted: [],
    outages: [],
    close: null,
    end: null,
  };
}

function step(fold: Fold, { at, event }: Heard, rule: Rule): Fold {
  const settled = settle(fold, at);
  if (event.type === "expired" && !rule.keepsExpiry) return settled;
  if (settled.end !== null) {
    // Release dates stay the lab's to write down; they move nothing any more.
    return event.type === "release-dated"
      ? { ...settled, releases: dated(settled, event) }
      : settled;
  }
  const handle = HANDLERS[event.type] as Handler<ClockFact["type"]>;
  return handle(settled, event, at);
}

/** `heard` in order, up to `now`. */
export const foldWindow = (heard: readonly Heard[], now: number, rule: Rule): Fold =>
  settle(
    heard.reduce((fold, one) => step(fold, one, rule), start(heard, rule)),
    now,
  );

/** Calendar days from the first of the window to another, both counted. */
export const daysTo = ({ opened }: Open, day: Day): number => daysBetween(opened.firstDay, day) + 1;
