import type { ClockEvent } from "./clockEvent.ts";
import type { Line } from "./clockLine.ts";
import { readLine } from "./readLine.ts";

/** Other lengths to compare with. `ninety` is the text that was cancelled before Executive Order 14409. */
export const POLICIES = {
  fourteen: { days: 14, says: "14 days" },
  thirty: { days: 30, says: "30 days" },
  ninety: { days: 90, says: "90 days, the cancelled text" },
} as const;
export type Policy = keyof typeof POLICIES;

/**
 * A second line from the same events. It is no `Clock`, and has no field by which anything could be given, taken back or
 * sent: functions that do so do not compile with it.
 */
export type WhatIf = { readonly kind: "what-if"; readonly policy: Policy; readonly line: Line };

/** What the line would be at an instant (ISO 8601) had the policy been the rule. The real end by time is left out. */
export function readWhatIf(events: readonly ClockEvent[], now: string, policy: Policy): WhatIf {
  const { days } = POLICIES[policy];
  return {
    kind: "what-if",
    policy,
    line: readLine(events, now, { cap: () => days, keepsExpiry: false }),
  };
}
