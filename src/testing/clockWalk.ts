import type { ClockEvent } from "#core/review/clockEvent.ts";

/**
 * A second reading of the clock, by patience: it walks through the window in half hours, looks at the date on the wall
 * (`Intl`, no other library), and counts. It shares no line with `core/review`.
 */
export type Walked = {
  readonly state: "not-started" | "running" | "ended";
  readonly how: string | null;
  readonly endedAt: number | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly elapsed: number;
  readonly counted: number;
};

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The number of the date on the wall: days since 1970-01-01. */
export function wallDay(zone: string, at: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    const digits = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...digits });
    formats.set(zone, format);
  }
  return Date.parse(format.format(at)) / DAY;
}

export const nameOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const numberOf = (day: string): number => Date.parse(day) / DAY;

const turns = new Map<string, number>();

/** The first instant after `at` at which the wall shows a date later than `day`; found once, as histories are walked twice. */
export function dateTurns(zone: string, at: number, day: number): number {
  const key = `${zone} ${at} ${day}`;
  const known = turns.get(key);
  if (known !== undefined) return known;
  if (turns.size > 1_000) turns.clear();
  const turn = findTurn(zone, at, day);
  turns.set(key, turn);
  return turn;
}

function findTurn(zone: string, at: number, day: number): number {
  let late = Math.floor(at / HALF_HOUR) * HALF_HOUR + HALF_HOUR;
  while (wallDay(zone, late) <= day) late += HALF_HOUR;
  const early = Math.max(at, late - HALF_HOUR);
  // Whole minutes do since 1990: no zone has kept seconds. Most days turn on the half hour.
  if (late - MINUTE > at && wallDay(zone, late - MINUTE) <= day) return late;
  for (let turn = Math.floor(early / MINUTE) * MINUTE; turn < late; turn += MINUTE) {
    if (turn > at && wallDay(zone, turn) > day) return turn;
  }
  return late;
}

/** No zone has had a shorter day since 1990; the walk sleeps so long after each midnight. */
const NAP = 16 * 60 * MINUTE;

class Walk {
  private readonly zone: string;
  private readonly cap: number;
  private first: number | null = null;
  private reached = 0;
  private turn = Number.POSITIVE_INFINITY;
  private release: number | null = null;
  private readonly uncounted = new Set<number>();
  private ended: { readonly at: number; readonly how: string; readonly last: number } | null = null;

  constructor(zone: string, cap: number) {
    this.zone = zone;
    this.cap = cap;
  }

  private end(at: number, how: string, last: number): void {
    if (this.ended === null) this.ended = { at, how, last };
  }

  /** Lives on to an instant: every date that turns on the way may be the end. */
  liveTo(now: number): void {
    while (this.ended === null && this.first !== null && this.turn <= now) {
      const shown = wallDay(this.zone, this.turn);
      while (this.reached < shown && this.ended === null) this.enter(this.reached + 1, this.first);
      this.turn = dateTurns(this.zone, this.turn + NAP, this.reached);
    }
  }

  private enter(day: number, first: number): void {
    const isReleased = this.release !== null && day >= this.release;
    if (isReleased || day - first - this.uncounted.size >= this.cap)
      this.end(this.turn, "expired", day - 1);
    else this.reached = day;
  }

  hear(event: ClockEvent, at: number): void {
    this.liveTo(at);
    if (this.ended !== null) return;
    const { side } = event.by;
    if (side === "lab") this.hearLab(event, at);
    if (event.type === "expired" && side === "system" && this.first !== null)
      this.end(at, "expired", this.reached);
    if (side !== "lab" && side !== "agency") return;
    if (event.type === "completed") this.end(at, "completed", this.reached);
    if (event.type === "found-not-applicable") this.end(at, "not-applicable", this.reached);
  }

  private hearLab(event: ClockEvent, at: number): void {
    if (event.type === "withdrawn" || event.type === "released")
      this.end(at, event.type, this.reached);
    if (event.type === "access-confirmed") this.confirm(at);
    if (event.type === "days-left-uncounted") this.leaveOut(event.days.map(numberOf));
    if (event.type !== "release-dated" || event.release !== "trusted-partner") return;
    this.release = event.date === null ? null : numberOf(event.date);
    this.closeIfReleased(at);
  }

  private confirm(at: number): void {
    if (this.first !== null) return;
    this.reached = wallDay(this.zone, at);
    this.first = this.reached;
    this.turn = dateTurns(this.zone, at, this.reached);
    this.closeIfReleased(at);
  }

  private leaveOut(days: readonly number[]): void {
    const { first, reached } = this;
    if (first === null) return;
    for (const day of days) if (day >= first && day < reached) this.uncounted.add(day);
  }

  private closeIfReleased(at: number): void {
    if (this.first !== null && this.release !== null && this.release <= this.reached)
      this.end(at, "expired", this.reached);
  }

  read(): Walked {
    const { ended, first } = this;
    const state = ended !== null ? "ended" : first === null ? "not-started" : "running";
    const last = ended?.last ?? this.reached;
    const elapsed = first === null ? 0 : last - first + 1;
    return {
      state,
      how: ended?.how ?? null,
      endedAt: ended?.at ?? null,
      firstDay: first === null ? null : nameOf(first),
      lastDay: first === null ? null : nameOf(last),
      elapsed,
      counted: elapsed - this.uncounted.size,
    };
  }
}

/** What the walk finds at each of these instants (milliseconds), given what had been said by then. */
export function walkClock(
  events: readonly ClockEvent[],
  asked: readonly number[],
): readonly Walked[] {
  const told = events
    .map((event) => ({ event, at: new Date(event.at).getTime() }))
    .sort((a, b) => a.at - b.at || a.event.id.localeCompare(b.event.id));
  const opened = told.find(({ event }) => event.type === "opened" && event.by.side === "lab");
  if (opened?.event.type !== "opened") throw new Error("The history has no beginning.");
  const { zone, policyDays } = opened.event;
  const walk = new Walk(zone, Math.max(1, Math.min(30, policyDays)));
  const found = new Map<number, Walked>();
  for (const now of [...asked].sort((a, b) => a - b)) {
    while (told[0] !== undefined && told[0].at <= now) {
      const { event, at } = told.shift() as (typeof told)[number];
      if (event.type !== "access-confirmed" || at >= opened.at) walk.hear(event, at);
    }
    walk.liveTo(now);
    found.set(now, walk.read());
  }
  return asked.map((now) => found.get(now) as Walked);
}
