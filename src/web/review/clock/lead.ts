import { addDays, type Day, daysBetween } from "#core/clearinghouse/day.ts";
import { counted } from "../reviewSays.ts";

type Clock = {
  readonly state: "not-started" | "running" | "ended";
  readonly firstDay: Day | null;
  readonly today: Day | null;
  readonly lastDay: Day | null;
  readonly uncounted: readonly Day[];
  readonly cap: number;
};

/** Where the window stands, in large type before the line. */
export function leadOf({ state, today, lastDay }: Clock): string {
  if (state === "not-started") return "Not begun";
  if (state === "ended" || today === null || lastDay === null) return "Ended";
  const left = daysBetween(today, lastDay);
  return left <= 0 ? "Last day" : `${counted(left, "day")} left`;
}

/** Days of a running window that are wholly over and still count: those that the lab could leave out. */
export function daysOver({ state, firstDay, today, uncounted }: Clock): Day[] {
  if (state !== "running" || firstDay === null || today === null) return [];
  return Array.from({ length: daysBetween(firstDay, today) }, (_, n) =>
    addDays(firstDay, n),
  ).filter((day) => !uncounted.includes(day));
}

/** The last day if `more` days were left out: the end of the cap moves on, a trusted-partner release does not. */
export function lastDayWithout(clock: Clock, release: Day | null, more: number): Day | null {
  if (clock.firstDay === null) return null;
  const capDay = addDays(clock.firstDay, clock.cap - 1 + clock.uncounted.length + more);
  return release !== null && release <= capDay ? addDays(release, -1) : capDay;
}
