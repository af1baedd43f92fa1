import type { Clock } from "./clock.ts";
import type { ReviewState } from "./reviewState.ts";
import type { Ending, Stage } from "./reviewWords.ts";
import { stageOf } from "./stage.ts";
import { isOver } from "./toClockEvents.ts";

/** What everybody who may know of a review knows of it. */
export type Declared = Pick<
  ReviewState,
  "ref" | "openedAt" | "lab" | "model" | "version" | "increment" | "acts" | "openWeight"
> & { readonly stage: Stage; readonly ending: Ending | null };

/** An end that nobody has recorded yet is one by time: every other is recorded by the act that makes it. */
export const endingOf = (state: ReviewState, clock: Clock): Ending | null =>
  state.ended?.how ?? (isOver(clock) ? "expired" : null);

export const toDeclared = (state: ReviewState, clock: Clock): Declared => ({
  ref: state.ref,
  openedAt: state.openedAt,
  lab: state.lab,
  model: state.model,
  version: state.version,
  increment: state.increment,
  acts: state.acts,
  openWeight: state.openWeight,
  stage: stageOf(state, isOver(clock)),
  ending: endingOf(state, clock),
});
