import type { EscalationState } from "#contract/guard/escalation.ts";
import { timeToWait } from "./countdown.ts";
import { useSecond } from "./useSecond.ts";

/** What nobody decided in time is blocked from that second on, whether or not the server has said so yet. */
export function useShownState(held: {
  readonly state: EscalationState;
  readonly expiresAt: string;
}): EscalationState {
  const now = useSecond();
  const isOver = timeToWait(held.expiresAt, now) === undefined;
  return held.state === "waiting" && isOver ? "expired" : held.state;
}
