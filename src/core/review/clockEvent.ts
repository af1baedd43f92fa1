import type { Day } from "../clearinghouse/day.ts";
import type { Release } from "./reviewWords.ts";
import type { Side } from "./side.ts";

/** Thirty days, by Executive Order 14409; a policy may set less. */
export const HARD_CAP = 30;

/** All that the clock reads; the facts of a review's events say this and more. `policyDays` is 1 to 30. */
export type ClockFact =
  | {
      readonly type: "opened";
      readonly zone: string;
      readonly policyDays: number;
      readonly openWeight: boolean;
    }
  /** The lab says that access works: the calendar day on which it says so is day 1. */
  | { readonly type: "access-confirmed" }
  | { readonly type: "release-dated"; readonly release: Release; readonly date: Day | null }
  /** Days wholly past that the lab, by an act it signs, leaves out of the count. */
  | { readonly type: "days-left-uncounted"; readonly days: readonly Day[] }
  /** Information; nothing moves by it. `until` is `null` while it lasts. */
  | {
      readonly type: "outage-reported";
      readonly side: "lab" | "agency";
      readonly from: string;
      readonly until: string | null;
    }
  | { readonly type: "withdrawn" }
  | { readonly type: "released"; readonly release: Release }
  | { readonly type: "completed" }
  | { readonly type: "found-not-applicable" }
  /** The end by time was carried out, grants revoked: what is entered before it afterwards opens nothing again. */
  | { readonly type: "expired" };

/**
 * `at` is the instant (ISO 8601) at which the server took it down, never one that a client names. Ids sort in the order in
 * which events of one instant were taken down.
 */
export type ClockStamp = {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly side: Side };
};
export type ClockEvent = ClockStamp & ClockFact;

const SAID_BY: Record<ClockFact["type"], readonly Side[]> = {
  opened: ["lab"],
  "access-confirmed": ["lab"],
  "release-dated": ["lab"],
  "days-left-uncounted": ["lab"],
  "outage-reported": ["lab", "agency", "system"],
  withdrawn: ["lab"],
  released: ["lab"],
  completed: ["lab", "agency"],
  "found-not-applicable": ["lab", "agency"],
  expired: ["system"],
};

/** Whether an event of this kind counts when this side says it. */
const maySay = (type: ClockFact["type"], by: Side): boolean => SAID_BY[type].includes(by);

/** Milliseconds since 1970 of an instant that the server wrote itself: one that does not parse is a bug. */
export function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RangeError(`Not an instant: ${text}`);
  return at;
}

/** The events of a review that the clock reads. */
export const isOfClock = <E extends { readonly type: string }>(
  event: E,
): event is E & { readonly type: ClockFact["type"] } => Object.hasOwn(SAID_BY, event.type);

export type Heard = { readonly at: number; readonly event: ClockEvent };

const byTime = (a: Heard, b: Heard): number => {
  if (a.at !== b.at) return a.at - b.at;
  if (a.event.id === b.event.id) return 0;
  return a.event.id < b.event.id ? -1 : 1;
};

/** What had been said up to an instant, by those who may say it, each once, in one order whatever the order of arrival. */
export function heardBy(events: readonly ClockEvent[], now: number): readonly Heard[] {
  const heard = events
    .map((event) => ({ at: instant(event.at), event }))
    .filter(({ at, event }) => at <= now && maySay(event.type, event.by.side));
  const ids = new Set<string>();
  return heard.sort(byTime).filter(({ event: { id } }) => !ids.has(id) && ids.add(id).has(id));
}
