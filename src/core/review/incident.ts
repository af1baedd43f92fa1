import type { ReviewState } from "./reviewState.ts";

/** R8: while an incident is open nothing is accessed. Grants stay as they are, and the clock goes on. */
export const isPaused = ({ incidents }: Pick<ReviewState, "incidents">): boolean =>
  incidents.some(({ ended }) => ended === null);
