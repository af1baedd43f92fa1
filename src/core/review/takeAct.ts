import type { ReviewActs } from "./act.ts";
import { decideAct } from "./decideAct.ts";
import { decideLapse } from "./decideLapse.ts";
import type { ReviewNo } from "./refusal.ts";
import { applyReviewEvent } from "./review.ts";
import { type ReviewEvent, type ReviewFact, stampedReview } from "./reviewEvent.ts";
import type { ReviewState } from "./reviewState.ts";
import { ASSAY, type ReviewActor } from "./side.ts";
import { clockOf } from "./toClockEvents.ts";

type At = {
  readonly state: ReviewState;
  /** ISO 8601. */
  readonly now: string;
  readonly newId: () => string;
};

/** Events to store, in order, the state after them, and the refusal of the act, which keeps none of those of the time from being stored. */
export type Taken = {
  readonly events: readonly ReviewEvent[];
  readonly state: ReviewState;
  readonly refusal: ReviewNo | null;
};

/** What time has brought about by now, as events of the system. */
export function settleReview({ state, now, newId }: At): Taken {
  const facts = decideLapse({ state, clock: clockOf(state, now), now, newId });
  return appended({ state, now, newId }, ASSAY, facts);
}

function appended({ state, now, newId }: At, by: ReviewActor, facts: readonly ReviewFact[]): Taken {
  if (facts.length === 0) return { events: [], state, refusal: null };
  const events = stampedReview({ id: newId(), at: now, by }, facts);
  return { events, state: events.reduce(applyReviewEvent, state), refusal: null };
}

/**
 * An act and what time did before it, and does by it: a window that is over by now ends first, so that a service that was
 * down over the end judges rightly; and a release date moved to today closes the window together with the act.
 */
export function takeAct<M extends keyof ReviewActs>(
  at: At,
  by: ReviewActor,
  move: M,
  input: ReviewActs[M],
): Taken {
  const before = settleReview(at);
  const context = { ...at, state: before.state, clock: clockOf(before.state, at.now), by };
  const decided = decideAct(move, context, input);
  if (!decided.ok) return { ...before, refusal: decided.refusal };
  const acted = appended({ ...at, state: before.state }, by, decided.value);
  const after = settleReview({ ...at, state: acted.state });
  return {
    events: [...before.events, ...acted.events, ...after.events],
    state: after.state,
    refusal: null,
  };
}
