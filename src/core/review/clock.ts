import { type ClockEvent, HARD_CAP } from "./clockEvent.ts";
import type { Line } from "./clockLine.ts";
import { isRunning, readLine } from "./readLine.ts";
import type { Rule } from "./window.ts";

declare const real: unique symbol;

/**
 * The window as it is at an instant. Only `readClock` makes one: what gives, takes back or tells of access asks for a
 * `Clock` and takes no other line. `isOpen`: grants of this review work at that instant.
 */
export type Clock = Line & {
  readonly kind: "clock";
  readonly isOpen: boolean;
  readonly [real]: true;
};

const REAL: Rule = {
  cap: (days) => (Number.isInteger(days) ? Math.min(HARD_CAP, Math.max(1, days)) : HARD_CAP),
  keepsExpiry: true,
};

/** The same for every order of arrival and every server: what was said by `now` (ISO 8601) alone decides. */
export function readClock(events: readonly ClockEvent[], now: string): Clock {
  const line = readLine(events, now, REAL);
  return { ...line, kind: "clock", isOpen: line.state === "running" } as Clock;
}

/** Whether access may be had at an instant. Ask this, and no stored row: a job that is late opens nothing. */
export const mayAccess = (events: readonly ClockEvent[], now: string): boolean =>
  isRunning(events, now, REAL);
