import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { isEmbargoed } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import type { EmbargoTemplate } from "./embargo.ts";
import { makesFix, type Participant, type ParticipantRole, seatOf } from "./participant.ts";
import { no } from "./refusal.ts";
import { type RM, RM_MACHINE, type VFD, VFD as VFD_PATH } from "./vultron.ts";

export type Guest = {
  readonly partyId: string;
  readonly label: string;
  readonly role: ParticipantRole;
  readonly contact: string | null;
  /** Its published default, which counts as a proposal of its own. */
  readonly defaultEmbargo: EmbargoTemplate | null;
};

export function decideInvitation(
  state: CaseState,
  guest: Guest,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("invite", state);
  if (!may.ok) return may;
  if (seatOf(state.participants, guest) !== undefined)
    return no("participant/known", `${guest.label} is in the case already.`);
  return ok(stamped(stamp, [{ type: "participant-invited", ...guest }]));
}

/** "Additional Participants MAY be added to an existing embargo upon accepting the terms of that embargo" (Vultron, "Embargo Principles"). */
export function decideJoining(
  state: CaseState,
  guest: Omit<Guest, "defaultEmbargo">,
  acceptsEmbargo: boolean,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("invite", state);
  if (!may.ok) return may;
  if ((seatOf(state.participants, guest)?.joinedAt ?? null) !== null)
    return no("participant/known", `${guest.label} is in the case already.`);
  if (isEmbargoed(state, stamp.at) && !acceptsEmbargo)
    return no("participant/embargo-not-accepted", "A party joins once it accepts the embargo.");
  return ok(
    stamped(stamp, [{ type: "participant-joined", ...guest, acceptedEmbargo: acceptsEmbargo }]),
  );
}

type Change = { readonly rm?: RM; readonly vfd?: VFD };

/** One step of the published machines: a fix is ready only for whoever accepted the report, and deployed only once ready. */
function faultIn(seat: Participant, { rm, vfd }: Change): string | null {
  const nextRm: readonly (RM | undefined)[] = Object.values(RM_MACHINE[seat.rm]);
  if (rm !== undefined && !nextRm.includes(rm)) return `From ${seat.rm} there is no step to ${rm}.`;
  if (vfd === undefined) return null;
  if (!makesFix(seat.role)) return "Only an owner or a vendor has a fix path.";
  if (VFD_PATH.indexOf(vfd) !== VFD_PATH.indexOf(seat.vfd) + 1)
    return `From ${seat.vfd} there is no step to ${vfd}.`;
  return vfd === "VFd" && (rm ?? seat.rm) !== "accepted"
    ? "A fix is ready only where the report was accepted."
    : null;
}

export function decideParticipantChange(
  state: CaseState,
  seat: { readonly partyId: string; readonly role: ParticipantRole },
  change: Change,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const may = mayMove("change-participant", state);
  if (!may.ok) return may;
  const participant = seatOf(state.participants, seat);
  if (participant === undefined)
    return no("participant/unknown", "That party has no such part in the case.");
  const fault = faultIn(participant, change);
  if (fault !== null) return no("participant/no-such-transition", fault);
  const { partyId, role } = seat;
  return ok(stamped(stamp, [{ type: "participant-changed", partyId, role, ...change }]));
}

/** A party has been told: report management starts for it, and a vendor is aware. */
export function toldFacts(state: CaseState, partyId: string): readonly CaseFact[] {
  return state.participants
    .filter((participant) => participant.partyId === partyId)
    .flatMap(({ role, rm, vfd }): CaseFact[] => [
      ...(rm === "start"
        ? [{ type: "participant-changed", partyId, role, rm: "received" } as const]
        : []),
      ...(makesFix(role) && vfd === "vfd"
        ? [{ type: "participant-changed", partyId, role, vfd: "Vfd" } as const]
        : []),
    ]);
}
