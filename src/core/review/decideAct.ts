import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { decideConflict, decideRecusal } from "./decideConflict.ts";
import { decideCoverage, decideEnquiry } from "./decideCoverage.ts";
import {
  decideAccessConfirmation,
  decideDating,
  decideOutageReport,
  decideRelease,
  decideUncountedDays,
} from "./decideDates.ts";
import { decideDestruction } from "./decideDestruction.ts";
import { decideAgencyAnswer, decideAsking, decideNaming, decideSubmit } from "./decideDoor.ts";
import { decideCompletion, decideNotApplicable, decideWithdrawal } from "./decideEnding.ts";
import { decideGrantAnswer, decideGrantEnd, decideGrantRequest } from "./decideGrant.ts";
import { decideIncident, decideIncidentEnd } from "./decideIncident.ts";
import { decideLabel, decideRewrapping, decideSealing } from "./decideMaterial.ts";
import { decidePartnerAnswer, decideProposal } from "./decidePartner.ts";
import { decideFiling, decideReply, decideResult, decideSharing } from "./decideResult.ts";
import { decideSigning, decideTermsProposal } from "./decideTermsMove.ts";
import { mayMoveReview, type ReviewMove } from "./reviewMove.ts";
import { mayTakePart } from "./standing.ts";
import { isOver } from "./toClockEvents.ts";

type Decisions = {
  readonly [M in ReviewMove]: (context: ReviewContext, input: ReviewActs[M]) => ReviewDecision;
};

const DECISIONS: Decisions = {
  submit: decideSubmit,
  "name-agency": decideNaming,
  "ask-to-join": decideAsking,
  "answer-agency": decideAgencyAnswer,
  "date-release": decideDating,
  release: decideRelease,
  withdraw: decideWithdrawal,
  complete: decideCompletion,
  "find-not-applicable": decideNotApplicable,
  "propose-terms": decideTermsProposal,
  "sign-terms": decideSigning,
  "confirm-access": decideAccessConfirmation,
  "leave-days-uncounted": decideUncountedDays,
  "report-outage": decideOutageReport,
  "ask-grant": decideGrantRequest,
  "answer-grant": decideGrantAnswer,
  "end-grant": decideGrantEnd,
  "declare-conflict": decideConflict,
  recuse: decideRecusal,
  "seal-material": decideSealing,
  "rewrap-material": decideRewrapping,
  "claim-label": decideLabel,
  "give-result": decideResult,
  "reply-to-result": decideReply,
  "share-result": decideSharing,
  "file-finding": decideFiling,
  "open-incident": decideIncident,
  "end-incident": decideIncidentEnd,
  "ask-coverage": decideEnquiry,
  "record-coverage": decideCoverage,
  "propose-partner": decideProposal,
  "answer-partner": decidePartnerAnswer,
  "state-destruction": decideDestruction,
};

/**
 * One act: whether its author has a part in the review, whether the move is open to that side now, and what happens by it.
 * What time has brought about is not in it: see `takeAct`.
 */
export function decideAct<M extends keyof ReviewActs>(
  move: M,
  context: ReviewContext,
  input: ReviewActs[M],
): ReviewDecision {
  const { state, clock, by } = context;
  const part = mayTakePart(state, move, by);
  if (!part.ok) return part;
  const may = mayMoveReview(move, state, isOver(clock), by.side);
  return may.ok ? DECISIONS[move](context, input) : may;
}
