/**
 * What stands in the `after` of a list was ours once, but comes back from outside. A part that cannot be one of ours is
 * undefined, and the list begins at its beginning.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const COUNT = /^\d{1,15}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const idIn = (text: string | undefined): string | undefined =>
  text !== undefined && UUID.test(text) ? text : undefined;

/** A whole number from 0 to `most`. */
export const countIn = (
  text: string | undefined,
  most: number = 2 ** 31 - 1,
): number | undefined => {
  const count = text !== undefined && COUNT.test(text) ? Number(text) : undefined;
  return count !== undefined && count <= most ? count : undefined;
};

/** Any number that is one. */
export const numberIn = (text: string | undefined): number | undefined => {
  const number = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
};

/** An instant in UTC, as the API writes it; years of four digits. */
export const instantIn = (text: string | undefined): Date | undefined => {
  const instant = text !== undefined && INSTANT.test(text) ? new Date(text) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : undefined;
};

/** A day of the calendar: 2026-02-30 is none. */
export const dayIn = (text: string | undefined): string | undefined => {
  if (text === undefined || !DAY.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
};
