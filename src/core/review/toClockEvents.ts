import { type Clock, readClock } from "./clock.ts";
import type { ClockEvent } from "./clockEvent.ts";
import type { ReviewState } from "./reviewState.ts";

/** What the clock reads. A lab that asked for a window although the weights will be open has chosen one: no default is left. */
export const toClockEvents = ({
  acts,
  clockEvents,
}: Pick<ReviewState, "acts" | "clockEvents">): readonly ClockEvent[] =>
  clockEvents.map((event) =>
    event.type === "opened"
      ? { ...event, openWeight: event.openWeight && !acts.includes("access-window") }
      : event,
  );

/** The clock of a review at an instant (ISO 8601). */
export const clockOf = (state: Pick<ReviewState, "acts" | "clockEvents">, now: string): Clock =>
  readClock(toClockEvents(state), now);

export const isOver = (clock: Clock): boolean => clock.state === "ended";
