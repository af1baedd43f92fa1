import type { Role } from "#core/access/role.ts";
import { findPartyByName, insertParty } from "#store/access/party.ts";
import { findPersonByName, insertPerson } from "#store/access/person.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { makeToken } from "./token.ts";

const PARTY = "This machine";

async function localParty(tx: Tx, { now, chance, site }: Deps): Promise<string> {
  const known = await findPartyByName(tx, PARTY);
  if (known) return known.id;
  const id = chance.newId();
  await insertParty(tx, site.desk.id, {
    id,
    name: PARTY,
    kind: "desk",
    contact: null,
    created_at: now(),
  });
  return id;
}

/**
 * A token for whoever has a shell on the server's machine: they hold the database anyway. Its person has just these
 * roles and belongs to a party of its own, so that the ledger tells such calls apart.
 */
export async function createLocalToken(
  deps: Deps,
  wanted: { roles: readonly Role[]; name: string; days: number },
): Promise<string> {
  const { db, now, chance, site } = deps;
  return await withSystem(db, site.desk.id, async (tx) => {
    const partyId = await localParty(tx, deps);
    const name = `Local ${[...wanted.roles].sort().join(", ")}`;
    const known = await findPersonByName(tx, partyId, name);
    const personId = known?.id ?? chance.newId();
    if (!known) {
      await insertPerson(tx, site.desk.id, {
        id: personId,
        partyId,
        name,
        email: null,
        roles: wanted.roles,
        createdAt: now(),
      });
    }
    const owner = { deskId: site.desk.id, personId, name };
    const { name: label, days } = wanted;
    return (await makeToken(tx, deps, owner, { name: label, scopes: null, days })).token;
  });
}
