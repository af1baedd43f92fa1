import type { ReviewEvent, ReviewEventType } from "./reviewEvent.ts";
import type { ReviewState } from "./reviewState.ts";

type EventOf<T extends ReviewEventType> = Extract<ReviewEvent, { readonly type: T }>;

/** What each event does to the state. Total: an event that could be stored can be folded. */
export type Handlers = {
  readonly [T in ReviewEventType]: (state: ReviewState, event: EventOf<T>) => ReviewState;
};

/** The list with the one of this id changed. */
export const changed = <T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  change: (one: T) => T,
): readonly T[] => list.map((one) => (one.id === id ? change(one) : one));
