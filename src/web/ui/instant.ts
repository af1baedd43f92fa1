/** Dates and times as this product writes them: ISO 8601, in the reader's zone, to the minute. */

const two = (n: number) => String(n).padStart(2, "0");

/** `2026-09-22` in the reader's zone. */
export function toDay(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `2026-09-22 09:40` in the reader's zone. */
export const toMinute = (at: Date): string =>
  `${toDay(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;

/** `09-22` within the present year, otherwise the whole date: rows are narrow, years must not be guessed. */
export function toShortDay(at: Date, now: Date): string {
  const day = toDay(at);
  return at.getFullYear() === now.getFullYear() ? day.slice(5) : day;
}

/** `UTC+02:00`, from minutes west of Greenwich as `Date.getTimezoneOffset` counts them. */
export function toZone(minutesWest: number): string {
  const east = Math.abs(minutesWest);
  return `UTC${minutesWest > 0 ? "-" : "+"}${two(Math.floor(east / 60))}:${two(east % 60)}`;
}

export const isDay = (iso: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(iso);

/** A plain date (`2026-09-22`) is a day everywhere; parsed as UTC it would slip to the evening before. */
export function fromIso(iso: string): Date {
  return isDay(iso) ? new Date(`${iso}T00:00:00`) : new Date(iso);
}
