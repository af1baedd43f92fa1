import { toLocalParty, toPartyKind } from "#core/access/localParty.ts";
import type { Role } from "#core/access/role.ts";
import { findPartyByName, insertParty } from "#store/access/party.ts";
import { findPersonByName, insertPerson } from "#store/access/person.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { makeToken } from "./token.ts";

export type WantedToken = {
  readonly roles: readonly Role[];
  /** What the token is for. */
  readonly name: string;
  readonly days: number;
  /** The party's name; null for this machine's own of that side. */
  readonly party: string | null;
};

async function partyOf(
  tx: Tx,
  { now, chance, site }: Deps,
  { roles, party }: WantedToken,
): Promise<string> {
  const wanted = party === null ? toLocalParty(roles) : { name: party, kind: toPartyKind(roles) };
  const known = await findPartyByName(tx, wanted.name);
  if (known) return known.id;
  const id = chance.newId();
  await insertParty(tx, site.desk.id, { id, ...wanted, contact: null, created_at: now() });
  return id;
}

/**
 * A token for whoever has a shell on the server's machine: they hold the database anyway. Its person is called "Local …" and
 * has just these roles, so that the ledger tells such calls apart.
 */
export async function createLocalToken(deps: Deps, wanted: WantedToken): Promise<string> {
  const { db, now, chance, site } = deps;
  return await withSystem(db, site.desk.id, async (tx) => {
    const partyId = await partyOf(tx, deps, wanted);
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
