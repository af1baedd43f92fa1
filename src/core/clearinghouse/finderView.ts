import { isPublic } from "./caseFacts.ts";
import type { CaseState, FinderStage } from "./caseState.ts";
import { creditsOf } from "./credit.ts";
import type { Day } from "./day.ts";
import { endOfTerms } from "./embargo.ts";
import { rungsOf } from "./evidence.ts";

export type FinderState =
  | "received"
  | "reproduced"
  | "independently-reproduced"
  | "refuted"
  | FinderStage
  | "public"
  | "published";

/** What a finder learns of one of its own findings. `embargoEndsOn`: by the terms its own report came with. */
export type FinderView = {
  readonly findingId: string;
  readonly state: FinderState;
  readonly since: string;
  readonly embargoEndsOn: Day | null;
  readonly advisory: string | null;
  readonly credited: boolean;
};

export type OwnFinding = { readonly findingId: string; readonly receivedAt: string };

/** What a run on this very finding has shown, or a named person has told its finder: whichever came last. */
function ownProgress(state: CaseState, own: OwnFinding): Pick<FinderView, "state" | "since"> {
  const member = state.members.filter(({ findingId }) => findingId === own.findingId).slice(-1);
  const runs = rungsOf(
    member.map((one) => ({ ...one, awayTo: null })),
    state.evidence,
  );
  const steps: Pick<FinderView, "state" | "since">[] = [
    { state: "received", since: own.receivedAt },
    ...(runs.reproduced ? [{ state: "reproduced", since: runs.reproduced.at } as const] : []),
    ...(runs.independent
      ? [{ state: "independently-reproduced", since: runs.independent.at } as const]
      : []),
    ...(runs.refuted ? [{ state: "refuted", since: runs.refuted.at } as const] : []),
    ...state.informed
      .filter(({ findingId }) => findingId === own.findingId)
      .map(({ stage, at }) => ({ state: stage, since: at })),
  ];
  return steps.reduce((a, b) => (b.since >= a.since ? b : a));
}

/**
 * Until the flaw is public a finder sees what concerns its own finding alone: nothing that the case knew before it came,
 * no case reference, no count, no date of anybody else's terms. So an answer cannot tell whether others reported the flaw;
 * whoever wants the finder to know more tells it as a named person (`finder-informed`).
 */
export function finderView(own: OwnFinding, state: CaseState | null): FinderView {
  const blank = { findingId: own.findingId, embargoEndsOn: null, advisory: null, credited: false };
  if (state === null) return { ...blank, state: "received", since: own.receivedAt };
  const member = state.members.findLast(({ findingId }) => findingId === own.findingId);
  const embargoEndsOn = member?.terms ? endOfTerms(member.terms).day : null;
  if (state.advisory !== null) {
    const credited = creditsOf(state).some(({ findings }) => findings.includes(own.findingId));
    const { id, at } = state.advisory;
    return { ...blank, state: "published", since: at, embargoEndsOn, advisory: id, credited };
  }
  if (!isPublic(state)) return { ...blank, ...ownProgress(state, own), embargoEndsOn };
  const known = state.publicity.find(({ kind }) => kind !== "attacks-observed");
  return { ...blank, state: "public", since: known?.at ?? own.receivedAt, embargoEndsOn };
}
