import { mayAccess, readClock } from "#core/review/clock.ts";
import type { ClockEvent } from "#core/review/clockEvent.ts";
import type { Line } from "#core/review/clockLine.ts";
import { readWhatIf } from "#core/review/whatIf.ts";
import type { ClockHistory } from "./clockHistory.ts";
import { type Walked, walkClock } from "./clockWalk.ts";

const DAY = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();

/** When all has been said and every plan has run out. */
const farAfter = ({ events }: ClockHistory): number =>
  Math.max(...events.map(({ at }) => Date.parse(at))) + 120 * DAY;

/** The end, in milliseconds; no end comes after all ends. */
const endOf = (events: readonly ClockEvent[], far: number): number => {
  const clock = readClock(events, iso(far));
  return clock.state === "ended" ? Date.parse(clock.ended.at) : Number.POSITIVE_INFINITY;
};

const asWalked = (line: Line): Walked => ({
  state: line.state,
  how: line.state === "ended" ? line.how : null,
  endedAt: line.state === "ended" ? Date.parse(line.ended.at) : null,
  firstDay: line.window?.firstDay ?? null,
  lastDay: line.state === "running" ? line.window.today : (line.window?.lastDay ?? null),
  elapsed: line.window?.elapsed ?? 0,
  counted: line.window?.counted ?? 0,
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Law = (history: ClockHistory) => boolean;

function agreesWithTheWalk(history: ClockHistory): boolean {
  const asked = [...history.asked, farAfter(history)];
  const walked = walkClock(history.events, asked);
  return asked.every((now, n) => same(asWalked(readClock(history.events, iso(now))), walked[n]));
}

/** A plan is what comes when nothing more is said. */
function keepsItsPlan({ events, asked: [now = 0] }: ClockHistory): boolean {
  const clock = readClock(events, iso(now));
  if (clock.state !== "running") return true;
  const said = events.filter(({ at }) => Date.parse(at) <= now);
  const [found] = walkClock(said, [now + 120 * DAY]);
  const { closes, lastDay } = clock.window;
  return found?.endedAt === Date.parse(closes.at) && found.lastDay === lastDay;
}

const countsUpToTheCap: Law = (history) =>
  [...history.asked, farAfter(history)].every((now) => {
    const { cap, window } = readClock(history.events, iso(now));
    if (cap > 30) return false;
    return window === null || (window.counted <= window.days && window.days <= cap);
  });

const isLeaveOut = ({ type, by }: ClockEvent) =>
  type === "days-left-uncounted" && by.side === "lab";

const countsEachDayWithoutTheLab: Law = ({ events, asked }) => {
  const others = events.filter((event) => !isLeaveOut(event));
  return asked.every((now) => {
    const { window } = readClock(others, iso(now));
    return window === null || window.counted === window.elapsed;
  });
};

/** What anybody but the lab has said is taken away: the end may move later by that, never earlier. */
const endsLaterByTheLabAlone: Law = (history) => {
  const { events, dice } = history;
  const far = farAfter(history);
  const others = events.filter(({ by }) => by.side !== "lab");
  if (others.length === 0) return true;
  const one = others[(dice[0] ?? 0) % others.length];
  const end = endOf(events, far);
  const without = events.filter((event) => event !== one);
  const labAlone = events.filter(({ by }) => by.side === "lab");
  return end <= endOf(without, far) && end <= endOf(labAlone, far);
};

/** At the end, and whatever the lab says from then on. */
const opensNothingAfterTheEnd: Law = (history) => {
  const { events } = history;
  const far = farAfter(history);
  const end = endOf(events, far);
  if (end === Number.POSITIVE_INFINITY) return !mayAccess(events, iso(far)) || true;
  const { window } = readClock(events, iso(far));
  const before = window !== null && Date.parse(window.opened.at) < end;
  if (mayAccess(events, iso(end)) || mayAccess(events, iso(end - 1)) !== before) return false;
  const late = { at: iso(end + 1), by: { side: "lab" } } as const;
  const day = window?.firstDay ?? "2000-01-01";
  const more: readonly ClockEvent[] = [
    ...events,
    { ...late, id: "late-1", type: "days-left-uncounted", days: [day] },
    { ...late, id: "late-2", type: "release-dated", release: "trusted-partner", date: null },
    { ...late, id: "late-3", type: "access-confirmed" },
  ];
  return !mayAccess(more, iso(end + 2)) && endOf(more, far) === end;
};

/** Another order, and some of it twice. */
function arrived({ events, dice }: ClockHistory): readonly ClockEvent[] {
  const list = [...events, ...events.slice(0, (dice[1] ?? 0) % 4)];
  let chance = (dice[2] ?? 0) + 1;
  for (let n = list.length - 1; n > 0; n -= 1) {
    chance = (chance * 48_271) % 2_147_483_647;
    const m = chance % (n + 1);
    [list[n], list[m]] = [list[m] as ClockEvent, list[n] as ClockEvent];
  }
  return list;
}

const readsAnyOrderAlike: Law = (history) => {
  const { events, asked } = history;
  const shuffled = arrived(history);
  return asked.every((now) => same(readClock(events, iso(now)), readClock(shuffled, iso(now))));
};

/** The thirty of a what-if are the thirty of the real clock, where nothing was carried out in between. */
const comparesWithItself: Law = (history) => {
  const { asked } = history;
  const events = history.events.filter(({ type }) => type !== "expired");
  const now = iso(asked[1] ?? 0);
  const { isOpen: _open, kind: _kind, ...line } = readClock(events, now);
  const whatIf = readWhatIf(events, now, "thirty");
  return !("isOpen" in whatIf) && (line.cap !== 30 || same(whatIf.line, line));
};

const LAWS: Readonly<Record<string, Law>> = {
  "agrees with a walk by the wall's date": agreesWithTheWalk,
  "keeps its plan when nothing more is said": keepsItsPlan,
  "counts no more days than the cap": countsUpToTheCap,
  "counts each day unless the lab leaves it out": countsEachDayWithoutTheLab,
  "ends later by the lab's acts alone": endsLaterByTheLabAlone,
  "opens nothing after the end": opensNothingAfterTheEnd,
  "reads any order of arrival alike": readsAnyOrderAlike,
  "compares thirty days with itself": comparesWithItself,
};

/** The laws of the clock (review.md) that a history breaks. */
export const brokenLaws = (history: ClockHistory): readonly string[] =>
  Object.entries(LAWS).flatMap(([law, holds]) => (holds(history) ? [] : [law]));
