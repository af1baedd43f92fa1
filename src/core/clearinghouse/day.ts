/** A calendar day in UTC, `2026-09-22`. Deadlines are days: they end when that day begins, at 00:00 UTC. */
export type Day = string;

const MS_A_DAY = 86_400_000;
const startOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** The UTC day of an instant (ISO 8601 with any offset). */
export const dayOf = (instant: string): Day => dayAt(Date.parse(instant));

export const addDays = (day: Day, days: number): Day => dayAt(startOf(day) + days * MS_A_DAY);

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((startOf(to) - startOf(from)) / MS_A_DAY);

/** The earlier and the later of two days, or of two instants in UTC spelled alike. */
export const earlier = (a: Day, b: Day): Day => (a <= b ? a : b);
export const later = (a: Day, b: Day): Day => (a >= b ? a : b);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that exists: 2026-02-30 does not. */
export const isDay = (text: string): boolean =>
  DAY.test(text) && !Number.isNaN(startOf(text)) && dayAt(startOf(text)) === text;

/** 0 is Sunday, as in ISO 8601's week 7 and JavaScript's 0. */
export const weekdayOf = (day: Day): number => new Date(startOf(day)).getUTCDay();

/** The Monday on or before the day: budgets count from Monday to Sunday, UTC. */
export const weekOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));
