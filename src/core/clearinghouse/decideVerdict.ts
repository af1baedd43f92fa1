import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import {
  isRejection,
  type OwnerVerdictKind,
  REJECTION_REASONS,
  type RejectionReason,
} from "./ownerVerdict.ts";
import { type Participant, seatOf } from "./participant.ts";
import { no } from "./refusal.ts";
import { pathTo, type RM, RM_MACHINE, VFD } from "./vultron.ts";

export type VerdictClaim = {
  readonly verdict: OwnerVerdictKind;
  /** The version or commit that has the fix; wanted with `fixed`. */
  readonly version: string | null;
  readonly reason: RejectionReason | null;
  readonly note: string | null;
};

/** Where report management stands once the owner has said this. A report already accepted is deferred, not invalid. */
const LEADS_TO: Record<OwnerVerdictKind, readonly RM[]> = {
  acknowledged: ["received"],
  confirmed: ["accepted"],
  "need-more": ["invalid"],
  "not-ours": ["invalid", "deferred"],
  "hardening-only": ["invalid", "deferred"],
  fixed: ["accepted"],
};

/** Each step of the published machine is an event of its own. */
function stepsOf(seat: Participant, verdict: OwnerVerdictKind): readonly CaseFact[] {
  const { partyId, role } = seat;
  const ways = LEADS_TO[verdict].map((to) => pathTo(RM_MACHINE, seat.rm, to));
  const way = ways.find((path) => path !== null) ?? [];
  const fixPath = verdict === "fixed" ? (["Vfd", "VFd"] as const) : (["Vfd"] as const);
  const ahead = fixPath.filter((vfd) => VFD.indexOf(vfd) > VFD.indexOf(seat.vfd));
  return [
    ...way.map((rm): CaseFact => ({ type: "participant-changed", partyId, role, rm })),
    ...ahead.map((vfd): CaseFact => ({ type: "participant-changed", partyId, role, vfd })),
  ];
}

/** C16: the owner gives the verdict, nobody else; an analyst of another party cannot. */
export function decideVerdict(
  state: CaseState,
  claim: VerdictClaim,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("give-verdict", state);
  if (!may.ok) return may;
  const partyId = stamp.by.partyId;
  const seat =
    partyId === null ? undefined : seatOf(state.participants, { partyId, role: "owner" });
  if (seat === undefined)
    return no("verdict/not-owner", "Only a participant that owns the component gives the verdict.");
  if (
    isRejection(claim.verdict) &&
    (claim.reason === null || !Object.hasOwn(REJECTION_REASONS, claim.reason))
  )
    return no("verdict/no-reason", "A rejection gives one of the listed reasons.");
  if (claim.verdict === "fixed" && claim.version === null)
    return no("verdict/no-version", "Name the version or the commit that has the fix.");
  const { verdict, version, note } = claim;
  const reason = isRejection(verdict) ? claim.reason : null;
  const said: CaseFact = {
    type: "owner-verdict",
    partyId: seat.partyId,
    verdict,
    version,
    reason,
    note,
  };
  const fix: CaseFact[] =
    verdict === "fixed"
      ? [{ type: "remediation-recorded", kind: "fix", version, url: null, note }]
      : [];
  return ok(stamped(stamp, [said, ...stepsOf(seat, verdict), ...fix]));
}
