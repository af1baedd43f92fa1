import { fromIso, toDay } from "./instant.ts";

export type ClockLine = {
  readonly name: string;
  readonly state: "running" | "planned" | "conditional" | "stopped" | "past";
  readonly from: string | null;
  readonly until: string | null;
  readonly graceUntil: string | null;
  readonly note: string;
};

/** `left` and `width` in percent of the axis. */
export type Bar = {
  readonly kind: "elapsed" | "rest" | "grace" | "if" | "late";
  readonly left: number;
  readonly width: number;
};
export type Lane = {
  readonly name: string;
  readonly left: string;
  readonly late: boolean;
  readonly bars: readonly Bar[];
  readonly diamond: number | undefined;
  /** Where the words stand: behind the last bar, or before it where the axis ends too soon. */
  readonly words: { readonly at: number; readonly side: "after" | "before" };
  readonly day: string | undefined;
  readonly note: string;
};
export type Axis = {
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly today: number;
  readonly todayLabel: string;
  readonly lanes: readonly Lane[];
};

const DAY = 86_400_000;

/** One axis for all clocks, from the start of the first month to the end of the last, with one today. */
export function timelineOf(clocks: readonly ClockLine[], now: Date): Axis {
  const today = fromIso(toDay(now));
  const days = clocks.flatMap(({ from, until, graceUntil }) =>
    [from, until, graceUntil].flatMap((day) => (day === null ? [] : [fromIso(day).getTime()])),
  );
  const first = new Date(Math.min(today.getTime(), ...days));
  const start = new Date(first.getFullYear(), first.getMonth(), 1);
  const last = Math.max(today.getTime() + 14 * DAY, ...days);
  // A third more on the right, so that the words of the last bar find room.
  const end = new Date(last + Math.max(7 * DAY, (last - start.getTime()) * 0.35));
  const at = (day: Date) =>
    percent((day.getTime() - start.getTime()) / (end.getTime() - start.getTime()));
  return {
    ticks: months(start, end).map((month) => ({ at: at(month), label: toDay(month).slice(0, 7) })),
    today: at(today),
    todayLabel: toDay(today).slice(5),
    lanes: clocks.map((clock) => laneOf(clock, today, at)),
  };
}

const percent = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100;

/** At most eight month marks, evenly spaced. */
function months(start: Date, end: Date): Date[] {
  const all: Date[] = [];
  for (
    let month = new Date(start);
    month < end;
    month = new Date(month.getFullYear(), month.getMonth() + 1, 1)
  )
    all.push(month);
  const step = Math.ceil(all.length / 8);
  return all.filter((_, index) => index % step === 0);
}

function laneOf(clock: ClockLine, today: Date, at: (day: Date) => number): Lane {
  const until = clock.until === null ? undefined : fromIso(clock.until);
  const grace = clock.graceUntil === null ? undefined : fromIso(clock.graceUntil);
  const end = grace ?? until;
  const words = end === undefined ? at(today) : at(end);
  return {
    name: clock.name,
    left: leftOf(clock, end, today),
    late: clock.state === "past",
    bars: barsOf(clock, today, at),
    diamond: clock.state === "planned" && until ? at(until) : undefined,
    words: wordsOf(words, firstBar(clock, today, at)),
    day: end === undefined ? undefined : dayOf(end, today),
    note: clock.note,
  };
}

const dayOf = (day: Date, today: Date) =>
  day.getFullYear() === today.getFullYear() ? toDay(day).slice(5) : toDay(day);

/** Behind the bar where there is room; else before it; else behind it and cut. */
const wordsOf = (end: number, start: number): Lane["words"] =>
  end > 66 && start > 45 ? { at: 100 - start, side: "before" } : { at: end, side: "after" };

const firstBar = (clock: ClockLine, today: Date, at: (day: Date) => number): number =>
  Math.min(...barsOf(clock, today, at).map(({ left }) => left), at(today));

function leftOf(clock: ClockLine, end: Date | undefined, today: Date): string {
  if (clock.state === "conditional" || clock.state === "stopped") return "not running";
  if (clock.state === "planned" || end === undefined) return "planned";
  const days = Math.round((end.getTime() - today.getTime()) / DAY);
  if (days < 0) return `${-days} d past`;
  return days === 0 ? "today" : `${days} d left`;
}

function barsOf(clock: ClockLine, today: Date, at: (day: Date) => number): Bar[] {
  if (clock.until === null || clock.state === "planned" || clock.state === "stopped") return [];
  const until = fromIso(clock.until);
  if (clock.state === "conditional")
    return [bar("if", clock.from ? fromIso(clock.from) : today, until, at)];
  const from = clock.from === null ? today : fromIso(clock.from);
  const turn = new Date(Math.min(Math.max(today.getTime(), from.getTime()), until.getTime()));
  const bars = [bar("elapsed", from, turn, at), bar("rest", turn, until, at)];
  if (clock.graceUntil !== null) bars.push(bar("grace", until, fromIso(clock.graceUntil), at));
  if (clock.state === "past" && until < today) bars.push(bar("late", until, today, at));
  return bars.filter(({ width }) => width > 0);
}

const bar = (kind: Bar["kind"], from: Date, until: Date, at: (day: Date) => number): Bar => ({
  kind,
  left: at(from),
  width: Math.round((at(until) - at(from)) * 100) / 100,
});
