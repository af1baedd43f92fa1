import { ok, type Result } from "../result.ts";
import type { Stamp } from "./actor.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { embargoOf, fixedOn, pxaOfCase } from "./caseFacts.ts";
import { type MoveRefusal, mayMove } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import { dayOf, daysBetween, isDay } from "./day.ts";
import {
  type EmbargoProposal,
  type EmbargoState,
  type EmbargoTemplate,
  type ExitReason,
  endOf,
  endOfTerms,
  inOrder,
  TEMPLATES,
} from "./embargo.ts";
import { no } from "./refusal.ts";
import { shouldEndEmbargo } from "./vultron.ts";

type Decision = Result<readonly CaseEvent[], MoveRefusal>;

/** "An embargo SHALL NOT be used to indefinitely delay publication." */
const LONGEST_DAYS = 365;

export type TermsClaim = {
  readonly id: string;
  readonly template: EmbargoTemplate;
  readonly endsOn: string | null;
  readonly reason: string;
};

const toProposal = (claim: TermsClaim, stamp: Stamp): EmbargoProposal => ({
  id: claim.id,
  terms: { template: claim.template, start: dayOf(stamp.at), endsOn: claim.endsOn },
  byPartyId: stamp.by.partyId,
  reason: claim.reason,
});

const isStanding = ({ em }: EmbargoState): boolean => em === "active" || em === "revise";

/** A change of a standing embargo keeps the day it began. */
function startedWith(proposal: EmbargoProposal, embargo: EmbargoState): EmbargoProposal {
  const start = isStanding(embargo) && embargo.terms !== null ? embargo.terms.start : null;
  return start === null ? proposal : { ...proposal, terms: { ...proposal.terms, start } };
}

export function decideEmbargoProposal(state: CaseState, claim: TermsClaim, stamp: Stamp): Decision {
  const may = mayMove("propose-embargo", state);
  if (!may.ok) return may;
  const today = dayOf(stamp.at);
  if (claim.endsOn !== null && (!isDay(claim.endsOn) || claim.endsOn < today))
    return no("embargo/bad-day", "Name a day that is not past.");
  const embargo = embargoOf(state);
  const ends = claim.template === "public-now" ? today : claim.endsOn;
  const proposal = startedWith(toProposal({ ...claim, endsOn: ends }, stamp), embargo);
  const { day } = endOfTerms(proposal.terms);
  if (daysBetween(dayOf(state.openedAt), day) > LONGEST_DAYS)
    return no("embargo/bad-day", `No embargo lasts over ${LONGEST_DAYS} days.`);
  const standing = isStanding(embargo) ? endOf(embargo, fixedOn(state)) : null;
  if (standing !== null && day > standing.day && shouldEndEmbargo(pxaOfCase(state)))
    return no("embargo/not-longer", "Attacks have been observed: it can only be shortened.");
  return ok(stamped(stamp, [{ type: "embargo-proposed", proposal }]));
}

/** The proposal named, or the one that ends first. */
const chosen = (embargo: EmbargoState, id: string | null): EmbargoProposal | undefined =>
  id === null ? inOrder(embargo.proposals)[0] : embargo.proposals.find((one) => one.id === id);

/** Where several are open the shortest is accepted and the rest stay as proposed changes (Vultron, "Default Embargoes"). */
export function decideEmbargoAcceptance(
  state: CaseState,
  proposalId: string | null,
  parties: readonly string[],
  stamp: Stamp,
): Decision {
  const may = mayMove("accept-embargo", state);
  if (!may.ok) return may;
  const embargo = embargoOf(state);
  const proposal = chosen(embargo, proposalId);
  if (proposal === undefined) return no("embargo/no-such-proposal", "No such proposal is open.");
  const type = isStanding(embargo) ? "embargo-revised" : "embargo-accepted";
  return ok(stamped(stamp, [{ type, proposalId: proposal.id, parties }]));
}

export function decideEmbargoRejection(
  state: CaseState,
  proposalId: string | null,
  reason: string,
  stamp: Stamp,
): Decision {
  const may = mayMove("reject-embargo", state);
  if (!may.ok) return may;
  const proposal = chosen(embargoOf(state), proposalId);
  if (proposal === undefined) return no("embargo/no-such-proposal", "No such proposal is open.");
  return ok(stamped(stamp, [{ type: "embargo-rejected", proposalId: proposal.id, reason }]));
}

export function decideEmbargoExit(
  state: CaseState,
  reason: ExitReason,
  detail: string | null,
  stamp: Stamp,
): Decision {
  const may = mayMove("exit-embargo", state);
  if (!may.ok) return may;
  return ok(stamped(stamp, [{ type: "embargo-terminated", reason, detail }]));
}

export function decideGrace(state: CaseState, reason: string, stamp: Stamp): Decision {
  const may = mayMove("grant-grace", state);
  if (!may.ok) return may;
  const { terms, grace } = embargoOf(state);
  if (terms === null || grace || TEMPLATES[terms.template].grace === 0)
    return no("embargo/no-grace", "These terms have no grace left to grant.");
  if (shouldEndEmbargo(pxaOfCase(state)))
    return no("embargo/not-longer", "Attacks have been observed: it can only be shortened.");
  return ok(stamped(stamp, [{ type: "embargo-grace-granted", reason }]));
}

/**
 * The first embargo, from what the participants declare as their defaults: the shortest holds at once, the longer
 * ones stay on the table as proposed changes. No default, no embargo.
 */
export function decideFirstEmbargo(
  state: CaseState,
  defaults: readonly (TermsClaim & { readonly partyId: string })[],
  stamp: Stamp,
): Decision {
  const may = mayMove("propose-embargo", state);
  if (!may.ok) return may;
  const { em } = embargoOf(state);
  if (em !== "none") return no(`embargo/${em}`, "The case has, or had, an embargo already.");
  const proposals = inOrder(
    defaults.map((one) => ({ ...toProposal(one, stamp), byPartyId: one.partyId })),
  );
  const [shortest] = proposals;
  if (shortest === undefined) return ok([]);
  const parties = defaults.map(({ partyId }) => partyId);
  const facts: CaseFact[] = [
    ...proposals.map((proposal): CaseFact => ({ type: "embargo-proposed", proposal })),
    { type: "embargo-accepted", proposalId: shortest.id, parties },
  ];
  return ok(stamped(stamp, facts));
}

/** What a clock has to append: the end of an embargo whose day has begun. */
export function decideExpiry(state: CaseState, stamp: Stamp): readonly CaseEvent[] {
  const embargo = embargoOf(state);
  const end = isStanding(embargo) ? endOf(embargo, fixedOn(state)) : null;
  if (end === null || dayOf(stamp.at) < end.day) return [];
  return stamped(stamp, [{ type: "embargo-terminated", reason: "expired", detail: end.reason }]);
}
