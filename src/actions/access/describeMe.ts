import type { Asker } from "#core/access/asker.ts";
import { mayDo, PERMISSION_NAMES } from "#core/access/permission.ts";
import { isStaff } from "#core/access/role.ts";
import { listDesks } from "#store/access/desk.ts";
import { findParty } from "#store/access/party.ts";
import { countNavigation } from "#store/clearinghouse/count.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { countReviews } from "../review/countReviews.ts";

/** Who is signed in, and what waits; counts are those of rows this asker may see. */
export async function describeMe({ db }: Deps, asker: Asker) {
  const desk = (await listDesks(db)).find(({ id }) => id === asker.deskId);
  if (!desk) throw new Error(`The desk ${asker.deskId} of a signed-in person is gone.`);
  return await withAsker(db, asker, async (tx) => {
    const party = asker.partyId === null ? undefined : await findParty(tx, asker.partyId);
    return {
      personId: asker.personId,
      name: asker.name,
      party: party ? { id: party.id, name: party.name } : null,
      desk: { id: desk.id, name: desk.name },
      roles: [...asker.roles],
      permissions: PERMISSION_NAMES.filter(
        (name) => mayDo(name, asker.roles) && (asker.scopes?.includes(name) ?? true),
      ),
      counts: {
        ...(isStaff(asker.roles) ? await countNavigation(tx, asker.personId ?? "") : {}),
        ...(await countReviews(tx, asker, {
          takesPart: mayDo("review.read", asker.roles),
          records: mayDo("review.cover", asker.roles),
        })),
      },
    };
  });
}
