import type { Asker } from "#core/access/asker.ts";
import { isInvitedOnly } from "#core/clearinghouse/participant.ts";
import { termsFor } from "#core/clearinghouse/view/ownerFacts.ts";
import { listInvitedCases } from "#store/clearinghouse/invitation.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";

/**
 * What the asker's party is asked into and has not joined. Until it accepts, it learns of a case its reference, its own
 * part and the terms, and nothing of the flaw. TLP:RED names its readers, and an invitation names a party: none is told.
 */
export async function readInvitations({ db, now }: Deps, asker: Asker) {
  const { partyId } = asker;
  if (partyId === null) return { items: [] };
  const at = now().toISOString();
  return await withAsker(db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      const cases = await listInvitedCases(tx, partyId);
      const items = cases.flatMap(({ ref, state }) =>
        state.tlp === "RED"
          ? []
          : state.participants
              .filter((seat) => seat.partyId === partyId && isInvitedOnly(seat))
              .map(({ role, invitedAt }) => {
                const terms = termsFor(state, partyId, at);
                return {
                  ref,
                  role,
                  invitedAt,
                  terms: terms && { day: terms.day, note: terms.note },
                };
              }),
      );
      return { items };
    }),
  );
}
