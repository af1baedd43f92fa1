import type { Asker } from "#core/access/asker.ts";
import { isStaff } from "#core/access/role.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import {
  decideEmbargoExit,
  decideEmbargoProposal,
  decideGrace,
} from "#core/clearinghouse/decideEmbargo.ts";
import {
  decideTermsAcceptance,
  decideTermsRejection,
  mayEndEmbargo,
  type Negotiator,
} from "#core/clearinghouse/decideTerms.ts";
import type { EmbargoTemplate } from "#core/clearinghouse/embargo.ts";
import { ok, refuse } from "#core/result.ts";
import { lockCases, type StoredCase } from "#store/clearinghouse/case.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { appendEvents, stampOf } from "./appendEvents.ts";
import type { Stamp } from "./changeCase.ts";
import { asSeen } from "./lockCase.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { readCasePage } from "./readCase.ts";

export type EmbargoMove =
  | {
      readonly move: "propose";
      readonly template: EmbargoTemplate;
      readonly endsAt?: string | undefined;
      readonly reason: string;
    }
  | { readonly move: "accept" }
  | { readonly move: "reject" | "exit" | "grace"; readonly reason: string };

function decide(
  state: CaseState,
  wanted: EmbargoMove,
  who: Negotiator & { readonly isCoordinator: boolean },
  stamp: Stamp,
  newId: () => string,
) {
  switch (wanted.move) {
    case "propose": {
      const { template, endsAt, reason } = wanted;
      const claim = { id: newId(), template, endsOn: endsAt ?? null, reason };
      return decideEmbargoProposal(state, claim, stamp);
    }
    case "accept":
      return decideTermsAcceptance(state, who, stamp);
    case "reject":
      return decideTermsRejection(state, who, wanted.reason, stamp);
    case "exit":
      return mayEndEmbargo(state, who)
        ? decideEmbargoExit(state, "agreed", wanted.reason, stamp)
        : refuse("access/forbidden", "Only the desk or an owner ends an embargo.");
    case "grace":
      return who.isCoordinator
        ? decideGrace(state, wanted.reason, stamp)
        : refuse("access/forbidden", "Only a coordinator of the desk grants grace.");
  }
}

/** A party that is only invited does not see the case yet. Accepting is how it gets in, and all that it may do. */
async function lockInvited(
  tx: Tx,
  asker: Asker,
  ref: string,
  { move }: EmbargoMove,
): Promise<StoredCase | undefined> {
  if (move !== "accept" || asker.partyId === null) return undefined;
  const [stored] = await asDesk(tx, asker, () => lockCases(tx, [ref]));
  const invited = stored?.state.participants.some(
    ({ partyId, role }) => partyId === asker.partyId && role !== "finder",
  );
  return invited && stored?.state.tlp !== "RED" ? stored : undefined;
}

/** Each asker speaks for its own party: staff for the desk, an owner for the owner. */
export async function negotiateEmbargo(deps: Deps, asker: Asker, ref: string, wanted: EmbargoMove) {
  const { partyId } = asker;
  if (partyId === null) return refuse("access/forbidden", "Only a party negotiates an embargo.");
  return await withAsker(deps.db, asker, async (tx) => {
    const [seen] = await lockCases(tx, [ref]);
    const stored = seen ?? (await lockInvited(tx, asker, ref, wanted));
    if (!stored) return noSuchCase();
    const fresh = asSeen(asker, stored);
    if (!fresh.ok) return fresh;
    const isCoordinator = asker.roles.includes("coordinator");
    const who = { partyId, isDesk: isStaff(asker.roles), isCoordinator };
    const stamp = stampOf(asker, deps.now());
    const decided = decide(stored.state, wanted, who, stamp, deps.chance.newId);
    if (!decided.ok) return decided;
    await asDesk(tx, asker, () => appendEvents(tx, deps, asker, stored, decided.value));
    return ok(await readCasePage(tx, deps, asker, ref));
  });
}
