import type { ClockEvent, ClockFact } from "#core/review/clockEvent.ts";
import type { Side } from "#core/review/side.ts";

/** `["2026-11-18T09:30+01:00", fact, side]`; the lab's where no side is named. */
export type Told = readonly [at: string, fact: ClockFact, by?: Side];

/** A review opened on 1 November 2026 for Europe/Paris and thirty days, and what was said then. */
export const clockEvents = (
  told: readonly Told[],
  declared: {
    readonly zone?: string;
    readonly policyDays?: number;
    readonly openWeight?: boolean;
  } = {},
): readonly ClockEvent[] => {
  const { zone = "Europe/Paris", policyDays = 30, openWeight = false } = declared;
  const [first = "2026-11-01T09:00:00Z"] = told.map(([at]) => at).sort();
  const opened: Told = [first, { type: "opened", zone, policyDays, openWeight }];
  return [opened, ...told].map(([at, fact, side = "lab"], n) => ({
    id: String(n).padStart(3, "0"),
    at: new Date(at).toISOString(),
    by: { side },
    ...fact,
  }));
};

export const CONFIRMED: ClockFact = { type: "access-confirmed" };
export const leaveOut = (...days: string[]): ClockFact => ({ type: "days-left-uncounted", days });
export const partnersOn = (date: string | null): ClockFact => ({
  type: "release-dated",
  release: "trusted-partner",
  date,
});
