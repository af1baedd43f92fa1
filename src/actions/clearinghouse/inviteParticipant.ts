import type { Asker } from "#core/access/asker.ts";
import { applyEvent } from "#core/clearinghouse/case.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import { embargoOf, isEmbargoed } from "#core/clearinghouse/caseFacts.ts";
import { type MoveRefusal, mayMove } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { decideEmbargoProposal } from "#core/clearinghouse/decideEmbargo.ts";
import {
  decideInvitation,
  decideJoining,
  type Guest,
} from "#core/clearinghouse/decideParticipant.ts";
import { makesFix, type ParticipantRole } from "#core/clearinghouse/participant.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { findParty } from "#store/access/party.ts";
import { insertDefaultPreference } from "#store/clearinghouse/preference.ts";
import { revokeSignedLinks } from "#store/clearinghouse/signedLink.ts";
import { asDesk } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { changeCase, type Stamp } from "./changeCase.ts";

type Invitation = {
  readonly partyId: string;
  readonly role: ParticipantRole;
  readonly contact?: string | undefined;
};

type Refused = MoveRefusal | Refusal<"party/not-found">;

/** Terms for parties that have published none of their own. */
const DESK_DEFAULT = {
  template: "90+14",
  endsOn: null,
  reason: "The desk's terms, unless another is agreed.",
} as const;

/** A case without an embargo gets the desk's default proposed, where one can still begin; it governs while it is discussed. */
function proposeDefault(state: CaseState, id: string, stamp: Stamp): readonly CaseEvent[] {
  if (embargoOf(state).em !== "none" || !mayMove("propose-embargo", state).ok) return [];
  const proposed = decideEmbargoProposal(state, { ...DESK_DEFAULT, id }, stamp);
  return proposed.ok ? proposed.value : [];
}

/** Invited; and where there is nothing to agree to, in at once. */
function decide(
  state: CaseState,
  guest: Guest,
  proposalId: string,
  stamp: Stamp,
): Result<readonly CaseEvent[], MoveRefusal> {
  const invited = decideInvitation(state, guest, stamp);
  if (!invited.ok) return invited;
  const before = invited.value.reduce(applyEvent, state);
  const proposed = proposeDefault(before, proposalId, stamp);
  const then = proposed.reduce(applyEvent, before);
  if (isEmbargoed(then, stamp.at)) return ok([...invited.value, ...proposed]);
  const joined = decideJoining(then, guest, false, stamp);
  return joined.ok ? ok([...invited.value, ...proposed, ...joined.value]) : joined;
}

export const inviteParticipant = (
  deps: Deps,
  asker: Asker,
  ref: string,
  { partyId, role, contact }: Invitation,
) =>
  changeCase<Refused>(deps, asker, ref, async (state, stamp, tx) => {
    const party = await findParty(tx, partyId);
    if (!party) return refuse("party/not-found", "There is no such party; add it first.");
    const reach = contact ?? party.contact;
    const guest = { partyId, label: party.name, role, contact: reach, defaultEmbargo: null };
    const decided = decide(state, guest, deps.chance.newId(), stamp);
    if (decided.ok && makesFix(role)) {
      await asDesk(tx, asker, () => insertDefaultPreference(tx, asker.deskId, partyId, deps.now()));
    }
    return decided;
  });

/** The party's answers by link end here; it can be written to again, with a new one. */
export const revokeLinks = (deps: Deps, asker: Asker, ref: string, partyId: string) =>
  changeCase<MoveRefusal>(deps, asker, ref, async (state, _stamp, tx, { id }) => {
    for (const caseId of [id, ...state.absorbed.map((one) => one.caseId)]) {
      await revokeSignedLinks(tx, caseId, partyId, deps.now());
    }
    await record(tx, deps, asker, [
      { kind: "link.revoked", subject: { caseId: id, partyId }, restricted: true },
    ]);
    return ok([]);
  });
