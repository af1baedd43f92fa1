import type { CaseState, Remediation } from "./caseState.ts";
import { type Day, dayOf } from "./day.ts";
import {
  combineEmbargoes,
  type EmbargoEnd,
  type EmbargoState,
  endOf,
  isInForce,
} from "./embargo.ts";
import { type EvidenceLevel, levelOf, type Rungs, rungsOf } from "./evidence.ts";
import { type Membership, present } from "./membership.ts";
import { isConfirmed } from "./ownerVerdict.ts";
import { participantsOf } from "./participant.ts";
import { pxaOf } from "./publicity.ts";
import { type CS, mustEndEmbargo, type PXA, VFD } from "./vultron.ts";

/** What can be read off a case's state without asking a clock or anybody else. */

export type CaseStatus = "open" | "merged" | "closed";

export const statusOf = (state: CaseState): CaseStatus =>
  state.mergedInto !== null ? "merged" : state.closed !== null ? "closed" : "open";

export const findingsOf = (state: CaseState): readonly Membership[] => present(state.members);

export const pxaOfCase = (state: CaseState): PXA => pxaOf(state.publicity);
export const isPublic = (state: CaseState): boolean => mustEndEmbargo(pxaOfCase(state));

/** The fix that came first. */
export const fixOf = (state: CaseState): Remediation | null =>
  state.remediations
    .filter(({ kind }) => kind === "fix")
    .reduce<Remediation | null>((a, b) => (a === null || b.at < a.at ? b : a), null);
export const isFixed = (state: CaseState): boolean => fixOf(state) !== null;
export const fixedOn = (state: CaseState): Day | null => {
  const fix = fixOf(state);
  return fix === null ? null : dayOf(fix.at);
};

/** The fix path of the case: the owner that is least far on. Nobody told while there is no owner. */
export function vfdOf(state: CaseState): VFD {
  const owners = participantsOf(state.participants).filter(({ role }) => role === "owner");
  const steps = owners.map(({ vfd }) => VFD.indexOf(vfd));
  return VFD[steps.length === 0 ? 0 : Math.min(...steps)] ?? "vfd";
}
export const csOf = (state: CaseState): CS => `${vfdOf(state)}${pxaOfCase(state)}`;

export const isConfirmedByOwner = (state: CaseState): boolean => isConfirmed(state.verdicts);
export const rungsOfCase = (state: CaseState): Rungs => rungsOf(state.members, state.evidence);
export const evidenceLevelOf = (state: CaseState): EvidenceLevel =>
  levelOf(rungsOfCase(state), isConfirmedByOwner(state));

/** The embargo that governs: its own and those of the cases it absorbed, the earliest end first. */
export const embargoOf = (state: CaseState): EmbargoState =>
  combineEmbargoes(
    [state.embargo, ...state.absorbed.map(({ embargo }) => embargo)],
    fixedOn(state),
  );

/** When and why the embargo ends. `over` once its day has begun, it was ended, or the flaw is public anyway. `null` without one. */
export function embargoEnd(
  state: CaseState,
  now: string,
): (EmbargoEnd & { readonly over: boolean }) | null {
  const embargo = embargoOf(state);
  if (embargo.exited !== null && embargo.terms !== null) {
    const day = dayOf(embargo.exited.at);
    return { day, latest: day, reason: `ended: ${embargo.exited.reason}`, over: true };
  }
  const end = endOf(embargo, fixedOn(state));
  return end && { ...end, over: isPublic(state) || dayOf(now) >= end.day };
}

/** True while nothing about the flaw may leave the case. A public flaw is not embargoed, whatever was agreed. */
export const isEmbargoed = (state: CaseState, now: string): boolean =>
  !isPublic(state) && isInForce(embargoOf(state), fixedOn(state), now);
