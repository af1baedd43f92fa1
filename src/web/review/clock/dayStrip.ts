import { addDays, type Day, daysBetween } from "#core/clearinghouse/day.ts";
import type { Release } from "#core/review/reviewWords.ts";

/** What the strip reads of a review's clock. Days are of the review's own zone. */
export type StripClock = {
  readonly state: "not-started" | "running" | "ended";
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly today: Day | null;
  readonly uncounted: readonly Day[];
  readonly cap: number;
};

/** One day of the window; `null` while none has begun. `number` counts counted days only; `label` is shown under the day. */
export type Cell = {
  readonly day: Day | null;
  readonly kind: "over" | "today" | "uncounted" | "ahead" | "beyond";
  readonly number: number | null;
  readonly label: string;
};

/** A flag over the strip. `at` in percent of its width; higher lanes stand further from the days. */
export type Flag = {
  readonly kind: "first" | "today" | "end" | "release";
  readonly at: number;
  readonly lane: number;
  readonly head: string;
  readonly says: string;
};

export type Strip = {
  readonly cells: readonly Cell[];
  /** Width of one day, in percent. */
  readonly unit: number;
  readonly flags: readonly Flag[];
  readonly lanes: number;
  /** Releases behind the days are drawn in their order, and not to scale. */
  readonly hasTail: boolean;
};

const RELEASE_SAYS: Record<Release, string> = {
  "trusted-partner": "trusted partners",
  limited: "limited release",
  public: "public release",
};

/** Days of the widest window by law, so that a shorter one looks shorter. */
const LEAST_SLOTS = 30;
/** Slots between releases behind the days, and behind the last of them for its words. */
const ROOM = 6;
/** The narrowest strip that shows flags; below it the style sheet has the dates as a list. */
export const NARROWEST_PX = 960;
const LETTER_PX = 6.6;

type Mark = Omit<Flag, "lane" | "at"> & { readonly slot: number };

/** `undefined` where no window ever began, and none will. */
export function stripOf(
  clock: StripClock,
  releases: Readonly<Record<Release, Day | null>>,
): Strip | undefined {
  const { firstDay, lastDay } = clock;
  if (firstDay === null || lastDay === null)
    return clock.state === "not-started" ? planOf(clock.cap) : undefined;
  const cells = cellsOf(clock, firstDay, lastDay);
  const marks = marksOf(clock, cells.length, releases);
  const rightmost = Math.max(...marks.map(({ slot }) => slot));
  const slots = Math.max(LEAST_SLOTS, cells.length, Math.ceil(rightmost) + ROOM);
  return {
    cells,
    unit: percent(1, slots),
    hasTail: rightmost > cells.length,
    ...inLanes(marks, slots),
  };
}

/** Days without dates: what a window would be if access worked. */
function planOf(cap: number): Strip {
  const slots = Math.max(LEAST_SLOTS, cap + ROOM);
  const marks: readonly Mark[] = [
    { kind: "first", slot: 0, head: "day 1", says: "the lab confirms that access works" },
    { kind: "end", slot: cap, head: `day ${cap} 24:00`, says: "ends, at the latest" },
  ];
  return {
    cells: Array.from({ length: cap }, (_, at) => ({
      day: null,
      kind: "beyond",
      number: at + 1,
      label: labelOf(at + 1),
    })),
    unit: percent(1, slots),
    hasTail: false,
    ...inLanes(marks, slots),
  };
}

const labelOf = (number: number | null): string =>
  number !== null && (number === 1 || number % 5 === 0) ? `${number}` : "";

const percent = (slot: number, slots: number) => Math.round((slot / slots) * 100_000) / 1000;

function cellsOf(clock: StripClock, firstDay: Day, lastDay: Day): Cell[] {
  const left = new Set(clock.uncounted);
  const most = Math.max(daysBetween(firstDay, lastDay) + 1, clock.cap + left.size);
  let counted = 0;
  return Array.from({ length: most }, (_, at) => {
    const day = addDays(firstDay, at);
    const number = left.has(day) ? null : ++counted;
    return { day, kind: kindOf(clock, day, lastDay), number, label: labelOf(number) };
  });
}

function kindOf(clock: StripClock, day: Day, lastDay: Day): Cell["kind"] {
  if (clock.uncounted.includes(day)) return "uncounted";
  if (day > lastDay) return "beyond";
  if (clock.state === "ended" || clock.today === null || day < clock.today) return "over";
  return day === clock.today ? "today" : "ahead";
}

function marksOf(
  clock: StripClock,
  cells: number,
  releases: Readonly<Record<Release, Day | null>>,
): Mark[] {
  const firstDay = clock.firstDay ?? "";
  const lastDay = clock.lastDay ?? firstDay;
  const slotOf = (day: Day) => daysBetween(firstDay, day);
  const end = slotOf(lastDay) + 1;
  const marks: Mark[] = [
    { kind: "first", slot: 0, head: short(firstDay), says: "day 1, access works" },
  ];
  if (clock.state === "running" && clock.today !== null)
    marks.push({
      kind: "today",
      slot: slotOf(clock.today) + 0.5,
      head: `today ${short(clock.today)}`,
      says: dayNumber(clock),
    });
  const isOver = clock.state === "ended";
  const before = releases["trusted-partner"];
  const isMoved = !isOver && before !== null && before === addDays(lastDay, 1);
  marks.push({
    kind: "end",
    slot: end,
    head: isOver ? `${short(lastDay)}, ended` : `${short(lastDay)} 24:00, ends`,
    says: isMoved ? `trusted partners ${short(before)}` : "",
  });
  const others = datesOf(releases).filter(
    ({ release, day }) => day >= firstDay && !(isMoved && release === "trusted-partner"),
  );
  const within = others.filter(({ day }) => slotOf(day) < cells);
  const behind = others.filter(({ day }) => slotOf(day) >= cells);
  const start = cells + Math.max(2, ROOM - (cells - end));
  return [
    ...marks,
    ...within.map((one) => releaseMark(one, slotOf(one.day), lastDay)),
    ...behind.map((one, at) => releaseMark(one, start + at * ROOM, lastDay)),
  ];
}

const dayNumber = ({ firstDay, today, uncounted }: StripClock): string => {
  if (firstDay === null || today === null) return "";
  return `day ${daysBetween(firstDay, today) + 1 - uncounted.length}`;
};

/** The year is in the sentence beside the strip. */
const short = (day: Day) => day.slice(5);

type Dated = { readonly release: Release; readonly day: Day };

/** Releases with a date, earliest first. */
export const datesOf = (releases: Readonly<Record<Release, Day | null>>): Dated[] =>
  (Object.keys(RELEASE_SAYS) as Release[])
    .flatMap((release) => {
      const day = releases[release];
      return day === null ? [] : [{ release, day }];
    })
    .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));

/** A release of another year than the end of the window says which. */
const releaseMark = ({ release, day }: Dated, slot: number, lastDay: Day): Mark => ({
  kind: "release",
  slot,
  head: day.slice(0, 4) === lastDay.slice(0, 4) ? short(day) : day,
  says: RELEASE_SAYS[release],
});

/** Words stand right of their line. From the right: an earlier flag whose words would run over a later one goes one lane up. */
function inLanes(marks: readonly Mark[], slots: number): Pick<Strip, "flags" | "lanes"> {
  const ends: number[] = [];
  const flags = [...marks]
    .sort((a, b) => b.slot - a.slot)
    .map(({ slot, ...mark }) => {
      const letters = Math.max(mark.head.length, mark.says.length);
      const until = slot + ((letters * LETTER_PX + 14) * slots) / NARROWEST_PX;
      const free = ends.findIndex((begins) => until <= begins);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = slot;
      return { ...mark, at: percent(slot, slots), lane };
    });
  return { flags: flags.reverse(), lanes: ends.length };
}
