import type { Asker } from "#core/access/asker.ts";
import type { Role } from "#core/access/role.ts";
import { idIn } from "#core/cursor.ts";
import { ok, refuse } from "#core/result.ts";
import { deleteSessionsOf } from "#store/access/credential.ts";
import { findParty, findPartyByName, insertParty, listParties } from "#store/access/party.ts";
import {
  countAdministrators,
  findPerson,
  findPersonByEmail,
  insertPerson,
  listPersons,
  lockAccounts,
  type PersonRow,
  updatePerson,
} from "#store/access/person.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { giveEnrolment } from "./enrol.ts";

const toPerson = (row: PersonRow) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  party: { id: row.party_id, name: row.party_name },
  roles: row.roles as Role[],
  passkeys: row.passkeys,
  disabledAt: row.disabled_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
});

type Paging = { after?: string | undefined; limit: number };

export const readParties = async ({ db }: Deps, asker: Asker, { after, limit }: Paging) =>
  await withAsker(db, asker, async (tx) => {
    const rows = await listParties(tx, after, limit);
    const items = rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      contact: row.contact,
      people: row.people,
      createdAt: row.created_at.toISOString(),
    }));
    return { items, next: items.length === limit ? (items.at(-1)?.name ?? null) : null };
  });

export const readPersons = async ({ db }: Deps, asker: Asker, { after, limit }: Paging) =>
  await withAsker(db, asker, async (tx) => {
    const items = (await listPersons(tx, idIn(after), limit)).map(toPerson);
    return { items, next: items.length === limit ? (items.at(-1)?.id ?? null) : null };
  });

export async function addParty(
  deps: Deps,
  asker: Asker,
  wanted: { name: string; kind: string; contact?: string | undefined },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    if (await findPartyByName(tx, wanted.name)) {
      return refuse("party/exists", `There is a party named "${wanted.name}" already.`);
    }
    const row = {
      id: deps.chance.newId(),
      name: wanted.name,
      kind: wanted.kind,
      contact: wanted.contact ?? null,
      created_at: deps.now(),
    };
    await insertParty(tx, asker.deskId, row);
    await record(tx, deps, asker, [
      { kind: "party.added", subject: { partyId: row.id }, restricted: true },
    ]);
    const { created_at, ...party } = row;
    return ok({ ...party, people: 0, createdAt: created_at.toISOString() });
  });
}

type NewPerson = {
  name: string;
  email?: string | undefined;
  partyId: string;
  roles: readonly Role[];
};

export async function addPerson(deps: Deps, asker: Asker, wanted: NewPerson) {
  return await withAsker(deps.db, asker, async (tx) => {
    if (!(await findParty(tx, wanted.partyId))) {
      return refuse("party/not-found", "There is no such party; add it first.");
    }
    if (wanted.email && (await findPersonByEmail(tx, wanted.email))) {
      return refuse(
        "person/exists",
        `Somebody with the address ${wanted.email} has an account already.`,
      );
    }
    const id = deps.chance.newId();
    await insertPerson(tx, asker.deskId, {
      id,
      partyId: wanted.partyId,
      name: wanted.name,
      email: wanted.email ?? null,
      roles: wanted.roles,
      createdAt: deps.now(),
    });
    await record(tx, deps, asker, [
      {
        kind: "person.added",
        subject: { personId: id },
        detail: { roles: [...wanted.roles] },
        restricted: true,
      },
    ]);
    const enrolmentUrl = await giveEnrolment(tx, deps, id);
    const row = await findPerson(tx, id);
    if (!row) throw new Error("A person who was just added is gone.");
    return ok({ person: toPerson(row), enrolmentUrl });
  });
}

const noSuchPerson = () => refuse("person/not-found", "There is no such person.");

export async function changePerson(
  deps: Deps,
  asker: Asker,
  id: string,
  change: { roles: readonly Role[]; disabled: boolean },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    await lockAccounts(tx, asker.deskId);
    const before = await findPerson(tx, id);
    if (!before) return noSuchPerson();
    const disabledAt = change.disabled ? (before.disabled_at ?? deps.now()) : null;
    if (!(await updatePerson(tx, id, { roles: change.roles, disabledAt }))) return noSuchPerson();
    if ((await countAdministrators(tx)) === 0) {
      throw new LastAdministrator();
    }
    if (change.disabled) await asDesk(tx, asker, () => deleteSessionsOf(tx, id));
    await record(tx, deps, asker, [
      {
        kind: "person.changed",
        subject: { personId: id },
        detail: { roles: [...change.roles], disabled: change.disabled },
        restricted: true,
      },
    ]);
    const row = await findPerson(tx, id);
    return row ? ok(toPerson(row)) : noSuchPerson();
  }).catch((error: unknown) => {
    if (!(error instanceof LastAdministrator)) throw error;
    return refuse(
      "person/last-administrator",
      "Somebody has to keep the accounts: name another administrator first.",
    );
  });
}

/** Thrown to roll back; never leaves this file. */
class LastAdministrator extends Error {}

export async function renewEnrolment(deps: Deps, asker: Asker, id: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const person = await findPerson(tx, id);
    if (!person) return noSuchPerson();
    if (person.disabled_at)
      return refuse("person/disabled", "This account is disabled; enable it first.");
    await record(tx, deps, asker, [
      { kind: "person.enrolment-renewed", subject: { personId: id }, restricted: true },
    ]);
    return ok({ enrolmentUrl: await giveEnrolment(tx, deps, id) });
  });
}
