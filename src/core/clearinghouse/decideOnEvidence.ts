import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { embargoOf, fixedOn, isPublic, pxaOfCase } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import { addDays, dayOf } from "./day.ts";
import { type EmbargoProposal, type ExitReason, endOf } from "./embargo.ts";
import { makesFix, participantsOf } from "./participant.ts";
import type { PublicityKind } from "./publicity.ts";

export type PublicityClaim = {
  readonly kind: PublicityKind;
  readonly evidence: string;
  readonly source: string;
  /** True where the knowledge itself is public, as attacks in the news are. */
  readonly isPublic: boolean;
  /** For a proposal that this evidence makes. */
  readonly proposalId: string;
};

const SHORT_DAYS = 7;

const ENDS_AS: Record<PublicityKind, ExitReason> = {
  "public-aware": "public",
  "exploit-public": "public",
  "attacks-observed": "exploited",
  "leak-suspected": "leaked",
};

/** Public knowledge ends what is in force and turns down what is on the table; vendors are then aware, too. */
function endFacts(state: CaseState, claim: PublicityClaim): readonly CaseFact[] {
  const { em, proposals } = embargoOf(state);
  const detail = `${claim.evidence} (${claim.source})`;
  const unaware = participantsOf(state.participants).filter(
    ({ role, vfd }) => makesFix(role) && vfd === "vfd",
  );
  return [
    ...(em === "proposed"
      ? proposals.map(
          (one): CaseFact => ({ type: "embargo-rejected", proposalId: one.id, reason: detail }),
        )
      : []),
    ...(em === "active" || em === "revise"
      ? [{ type: "embargo-terminated", reason: ENDS_AS[claim.kind], detail } as const]
      : []),
    ...unaware.map(
      ({ partyId, role }): CaseFact => ({ type: "participant-changed", partyId, role, vfd: "Vfd" }),
    ),
  ];
}

/** Seven days from now, or at once where that would not be shorter. */
function shorter(state: CaseState, claim: PublicityClaim, at: string): EmbargoProposal | null {
  const embargo = embargoOf(state);
  const end = isPublic(state) ? null : endOf(embargo, fixedOn(state));
  const today = dayOf(at);
  if (end === null || end.day <= today) return null;
  const soon = addDays(today, SHORT_DAYS);
  const now = soon >= end.day;
  const terms = now
    ? ({ template: "public-now", start: embargo.terms?.start ?? today, endsOn: today } as const)
    : ({ template: "7+7", start: embargo.terms?.start ?? today, endsOn: soon } as const);
  return {
    id: claim.proposalId,
    terms,
    byPartyId: null,
    reason: `${claim.evidence} (${claim.source})`,
  };
}

/** Under attack no new embargo begins, so what is only proposed is turned down; a standing one is to be shortened. */
function shortenFacts(state: CaseState, claim: PublicityClaim, at: string): readonly CaseFact[] {
  const { em, proposals } = embargoOf(state);
  if (em === "proposed" && claim.kind === "attacks-observed")
    return proposals.map(({ id }) => ({
      type: "embargo-rejected",
      proposalId: id,
      reason: claim.evidence,
    }));
  const proposal = shorter(state, claim, at);
  return proposal === null ? [] : [{ type: "embargo-proposed", proposal }];
}

/**
 * C13. Recorded evidence of exploitation or of a leak proposes a shorter embargo at once; where the knowledge
 * is public the embargo ends.
 */
export function decideOnEvidence(
  state: CaseState,
  claim: PublicityClaim,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("record-exploitation", state);
  if (!may.ok) return may;
  const { kind, evidence, source } = claim;
  const isKnown = claim.isPublic || kind === "public-aware" || kind === "exploit-public";
  const brings = isKnown && kind !== "public-aware" && pxaOfCase(state)[0] === "p";
  const facts: CaseFact[] = [
    { type: kind, evidence, source },
    ...(brings ? [{ type: "public-aware", evidence, source } as const] : []),
    ...(isKnown ? endFacts(state, claim) : shortenFacts(state, claim, stamp.at)),
  ];
  return ok(stamped(stamp, facts));
}
