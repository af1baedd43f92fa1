import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { type CaseEvent, stamped } from "./caseEvent.ts";
import { findingsOf } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import type { Count, Evidence, Run } from "./evidence.ts";
import { type Membership, modelFamily } from "./membership.ts";
import { no } from "./refusal.ts";

export type EvidenceClaim = {
  /** `null`: the flaw of the case, shown with whichever reproducer; it is recorded on a finding that is not the verifier's own. */
  readonly findingId: string | null;
  readonly verifierPartyId: string;
  /** The model that drove the run, or `null` when none did. */
  readonly model: string | null;
  readonly outcome: Evidence["outcome"];
  readonly nOfM: Count;
  readonly run: Run;
  readonly note: string | null;
};

/** C8: the finder's party or model family is never its own verifier. */
function isOwn({ finder }: Membership, claim: EvidenceClaim): boolean {
  if (finder.partyId !== null && finder.partyId === claim.verifierPartyId) return true;
  const family = modelFamily(claim.model);
  return family !== null && family === modelFamily(finder.model);
}

/** Signature seen in at least one run, never in more than there were; and in none where it did not reproduce. */
const isSound = ({ outcome, nOfM: { n, of } }: EvidenceClaim): boolean =>
  Number.isInteger(n) &&
  Number.isInteger(of) &&
  of >= 1 &&
  n <= of &&
  (outcome === "reproduced" ? n >= 1 : n === 0);

/** A finder may still refute, that is withdraw, its own finding. */
export function decideEvidence(
  state: CaseState,
  claim: EvidenceClaim,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("record-evidence", state);
  if (!may.ok) return may;
  if (!isSound(claim))
    return no("evidence/count", "Give the runs that showed the signature, out of all runs.");
  const asked = findingsOf(state).filter(
    ({ findingId }) => claim.findingId === null || findingId === claim.findingId,
  );
  if (asked.length === 0) return no("evidence/no-finding", "The case holds no such finding.");
  const foreign = asked.find((member) => claim.outcome === "refuted" || !isOwn(member, claim));
  if (foreign === undefined)
    return no(
      "evidence/own-finding",
      "Whoever found it, and a model of the same family, cannot verify it.",
    );
  const { verifierPartyId, nOfM, run, note, outcome } = claim;
  const checked = { verifierPartyId, modelFamily: modelFamily(claim.model), nOfM, run, note };
  // A refutation of the case speaks of all its findings.
  const about = outcome === "refuted" ? asked : [foreign];
  return ok(
    stamped(
      stamp,
      about.map(({ findingId }) =>
        outcome === "refuted"
          ? ({ type: "evidence-refuted", findingId, ...checked } as const)
          : ({ type: "evidence-recorded", verdict: outcome, findingId, ...checked } as const),
      ),
    ),
  );
}
