import type { Clock } from "./clock.ts";
import { HARD_CAP } from "./clockEvent.ts";
import { phraseLine } from "./clockPhrase.ts";
import { type Declared, endingOf, toDeclared } from "./declared.ts";
import type { ReviewState } from "./reviewState.ts";
import type { Ending, Stage } from "./reviewWords.ts";
import { stageOf } from "./stage.ts";
import { isOver } from "./toClockEvents.ts";
import { dayAt } from "./today.ts";

/** The designated role sees what the lab declared and asked, and what has been recorded. */
export type RecorderView = Declared & Pick<ReviewState, "enquiry" | "coverage">;

export const viewForRecorder = (state: ReviewState, clock: Clock): RecorderView => ({
  ...toDeclared(state, clock),
  enquiry: state.enquiry,
  coverage: state.coverage,
});

/** Dates and counts; nothing of what a review is about. */
export type OverseerView = {
  readonly ref: string;
  readonly lab: string;
  readonly stage: Stage;
  readonly ending: Ending | null;
  readonly openedAt: string;
  readonly agencies: number;
  /** Where the window stands, in the words that every party reads. */
  readonly line: string;
  readonly counted: number;
  readonly elapsed: number;
  /** Must never be true: a window that counted more days than the hard cap. */
  readonly overLimit: boolean;
  readonly incidents: number;
  readonly destructions: {
    readonly asked: number;
    readonly stated: number;
    /** Due, and not stated. */
    readonly missing: { readonly name: string; readonly due: string }[];
  };
};

export function viewForOverseer(state: ReviewState, clock: Clock, now: string): OverseerView {
  const { ref, lab, openedAt, agencies, incidents, destructions } = state;
  const { window } = clock;
  const today = dayAt(state, now);
  return {
    ref,
    lab: lab.name,
    stage: stageOf(state, isOver(clock)),
    ending: endingOf(state, clock),
    openedAt,
    agencies: agencies.filter((agency) => agency.state === "attached").length,
    line: phraseLine(clock),
    counted: window?.counted ?? 0,
    elapsed: window?.elapsed ?? 0,
    overLimit: (window?.counted ?? 0) > HARD_CAP,
    incidents: incidents.length,
    destructions: {
      asked: destructions.length,
      stated: destructions.filter(({ stated }) => stated !== null).length,
      missing: destructions
        .filter(({ stated, due }) => stated === null && due < today)
        .map(({ name, due }) => ({ name, due })),
    },
  };
}
