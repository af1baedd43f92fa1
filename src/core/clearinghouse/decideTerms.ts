import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { applyEvent } from "./case.ts";
import { type CaseEvent, stamped } from "./caseEvent.ts";
import { embargoOf, isEmbargoed } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import { decideEmbargoAcceptance, decideEmbargoRejection } from "./decideEmbargo.ts";
import { decideJoining } from "./decideParticipant.ts";
import { type EmbargoProposal, inOrder } from "./embargo.ts";
import { makesFix } from "./participant.ts";
import { no } from "./refusal.ts";

/** Who negotiates: the desk that coordinates the case, or one of the other parties. */
export type Negotiator = { readonly partyId: string; readonly isDesk: boolean };

type Decision = Result<readonly CaseEvent[], MoveRefusal>;

/** Stands in an acceptance of terms that are in force already: the party adds itself to those who agreed. */
const STANDING = "standing";

const seatsOf = (state: CaseState, partyId: string) =>
  state.participants.filter((seat) => seat.partyId === partyId);

/** A proposal of a party other than the desk. Recorded evidence proposes for nobody. */
const isOfFellow = (state: CaseState, { byPartyId }: EmbargoProposal): boolean =>
  state.participants.some((seat) => seat.partyId === byPartyId && seat.role !== "coordinator");

/**
 * What is on the table for this party, the one that ends first at the front. An agreement always has the desk in it:
 * a party takes up what the desk or recorded evidence proposes, never its own or a fellow party's, so that two
 * parties cannot lengthen an embargo over the heads of the rest.
 */
const onTheTable = (state: CaseState, { partyId, isDesk }: Negotiator) =>
  inOrder(embargoOf(state).proposals).filter((proposal) =>
    isDesk ? proposal.byPartyId !== partyId : !isOfFellow(state, proposal),
  );

/** A desk may also put its own terms in force: its default holds for parties that stay silent. */
function chosen(state: CaseState, who: Negotiator): EmbargoProposal | undefined {
  const [first] = onTheTable(state, who);
  return first ?? (who.isDesk ? inOrder(embargoOf(state).proposals)[0] : undefined);
}

/** Joined, but on record without having agreed to the terms that stand. */
function addToAgreed(state: CaseState, partyId: string, stamp: Stamp): readonly CaseEvent[] {
  const { em } = embargoOf(state);
  const open = seatsOf(state, partyId).some(
    ({ joinedAt, acceptedEmbargo }) => joinedAt !== null && !acceptedEmbargo,
  );
  if (!open || (em !== "active" && em !== "revise")) return [];
  const agreed = state.participants.filter((seat) => seat.acceptedEmbargo);
  const parties = [...new Set([...agreed.map((seat) => seat.partyId), partyId])];
  return stamped(stamp, [{ type: "embargo-accepted", proposalId: STANDING, parties }]);
}

/** Every seat that the party was only invited to. */
function joinAll(state: CaseState, partyId: string, stamp: Stamp): Decision {
  const events: CaseEvent[] = [];
  for (const seat of seatsOf(state, partyId).filter(({ joinedAt }) => joinedAt === null)) {
    const { label, role } = seat;
    const guest = { partyId, label, role, contact: null };
    const joined = decideJoining(state, guest, isEmbargoed(state, stamp.at), stamp);
    if (!joined.ok) return joined;
    events.push(...joined.value);
  }
  return ok(events);
}

/** Where there is nothing to agree to, whoever was invited and answers is in. */
export const decideFreeJoining = (state: CaseState, partyId: string, stamp: Stamp): Decision =>
  isEmbargoed(state, stamp.at) ? ok([]) : joinAll(state, partyId, stamp);

/** A party agrees: to what is proposed, else to what stands; and takes the seats it was invited to. */
export function decideTermsAcceptance(state: CaseState, who: Negotiator, stamp: Stamp): Decision {
  const { partyId } = who;
  const proposal = chosen(state, who);
  const parties = [...new Set([proposal?.byPartyId ?? partyId, partyId])];
  const may = mayMove("accept-embargo", state);
  const accepted =
    may.ok && proposal ? decideEmbargoAcceptance(state, proposal.id, parties, stamp) : ok([]);
  if (!accepted.ok) return accepted;
  const then = accepted.value.reduce(applyEvent, state);
  const joined = joinAll(then, partyId, stamp);
  if (!joined.ok) return joined;
  const events = [...accepted.value, ...joined.value, ...addToAgreed(then, partyId, stamp)];
  if (events.length > 0) return ok(events);
  return may.ok
    ? no("embargo/no-such-proposal", "There is no proposal of the other side to accept.")
    : may;
}

export function decideTermsRejection(
  state: CaseState,
  who: Negotiator,
  reason: string,
  stamp: Stamp,
): Decision {
  const [first = inOrder(embargoOf(state).proposals)[0]] = onTheTable(state, who);
  return decideEmbargoRejection(state, first?.id ?? null, reason, stamp);
}

/** Ending an embargo is for the desk and for whoever makes the fix. */
export const mayEndEmbargo = (state: CaseState, { partyId, isDesk }: Negotiator): boolean =>
  isDesk ||
  seatsOf(state, partyId).some(({ role, joinedAt }) => makesFix(role) && joinedAt !== null);
