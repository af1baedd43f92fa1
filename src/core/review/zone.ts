import { Temporal } from "temporal-polyfill";
import type { Day } from "../clearinghouse/day.ts";

/** The date that a calendar in the zone shows at an instant (milliseconds since 1970). */
export const dayIn = (zone: string, at: number): Day => zoned(zone, at).toPlainDate().toString();

/** What calendar and clock on a wall in the zone show, `2026-12-03` and `14:05`. */
export function onWall(zone: string, at: number): { readonly day: Day; readonly time: string } {
  const shown = zoned(zone, at);
  const time = shown.toPlainTime().toString({ smallestUnit: "minute" });
  return { day: shown.toPlainDate().toString(), time };
}

const zoned = (zone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/**
 * The instant (milliseconds) at which a day begins in the zone: midnight, or the first instant after a midnight or a whole
 * day that the zone leaves out. Where clocks are put back over midnight a day begins twice; of the two it is the first
 * that comes after `after`.
 */
export function beginningOf(zone: string, day: Day, after: number): number {
  const date = Temporal.PlainDate.from(day);
  const first = date.toZonedDateTime(zone).epochMilliseconds;
  if (first > after) return first;
  const again = date.toPlainDateTime().toZonedDateTime(zone, { disambiguation: "later" });
  return again.epochMilliseconds;
}

/** The name as the zone database spells it, `Europe/Paris`; undefined for offsets and for what it does not know. */
export function parseZone(name: string): string | undefined {
  // Temporal would also take "+02:00" and a whole date with a zone in brackets.
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return undefined;
  try {
    return zoned(name, 0).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
