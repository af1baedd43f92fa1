import { sql } from "kysely";
import type { Role } from "#core/access/role.ts";
import type { Tx } from "../database.ts";

export type NewPerson = {
  readonly id: string;
  readonly partyId: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
};

export const insertPerson = async (tx: Tx, deskId: string, person: NewPerson): Promise<void> => {
  await tx
    .insertInto("person")
    .values({
      desk_id: deskId,
      id: person.id,
      party_id: person.partyId,
      name: person.name,
      email: person.email,
      roles: [...person.roles],
      created_at: person.createdAt,
    })
    .execute();
};

const selectPersons = (tx: Tx) =>
  tx
    .selectFrom("person")
    .innerJoin("party", (join) =>
      join.onRef("party.desk_id", "=", "person.desk_id").onRef("party.id", "=", "person.party_id"),
    )
    .select([
      "person.id",
      "person.name",
      "person.email",
      "person.roles",
      "person.created_at",
      "person.disabled_at",
      "party.id as party_id",
      "party.name as party_name",
    ])
    .select(
      sql<number>`(select count(*)::int from passkey where passkey.desk_id = person.desk_id and passkey.person_id = person.id)`.as(
        "passkeys",
      ),
    );

export type PersonRow = Awaited<ReturnType<typeof listPersons>>[number];

export const findPerson = async (tx: Tx, id: string) =>
  await selectPersons(tx).where("person.id", "=", id).executeTakeFirst();

export const findPersonByEmail = async (tx: Tx, email: string) =>
  await selectPersons(tx)
    .where(sql`lower(person.email)`, "=", email.toLowerCase())
    .executeTakeFirst();

export const findPersonByName = async (tx: Tx, partyId: string, name: string) =>
  await selectPersons(tx)
    .where("person.party_id", "=", partyId)
    .where("person.name", "=", name)
    .executeTakeFirst();

export const listPersons = async (tx: Tx, after: string | undefined, limit: number) =>
  await selectPersons(tx)
    .$if(after !== undefined, (query) => query.where("person.id", ">", after ?? ""))
    .orderBy("person.id")
    .limit(limit)
    .execute();

/** False where there is nobody, or nobody whom this asker may change. */
export const updatePerson = async (
  tx: Tx,
  id: string,
  change: { roles: readonly Role[]; disabledAt: Date | null },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("person")
    .set({ roles: [...change.roles], disabled_at: change.disabledAt })
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Accounts of a desk change one after another: two administrators who put each other out would leave none. */
export const lockAccounts = async (tx: Tx, deskId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('assay accounts ' || ${deskId}, 0))`.execute(
    tx,
  );
};

export const countAdministrators = async (tx: Tx): Promise<number> => {
  const row = await tx
    .selectFrom("person")
    .select(sql<number>`count(*)::int`.as("n"))
    .where(sql<boolean>`'administrator' = any(roles)`)
    .where("disabled_at", "is", null)
    .executeTakeFirstOrThrow();
  return row.n;
};

/** Who is to read what names nobody yet: the coordinators of the desk, or the analysts where there is none. */
export const findFirstReaders = async (tx: Tx): Promise<string[]> => {
  for (const role of ["coordinator", "analyst"] as const) {
    const rows = await tx
      .selectFrom("person")
      .select("id")
      .where(sql<boolean>`${role} = any(roles)`)
      .where("disabled_at", "is", null)
      .orderBy("id")
      .execute();
    if (rows.length > 0) return rows.map(({ id }) => id);
  }
  return [];
};

/** Addresses of those at the desk who have a role. */
export const listAddressesOf = async (tx: Tx, role: Role): Promise<string[]> => {
  const rows = await tx
    .selectFrom("person")
    .select("email")
    .where(sql<boolean>`${role} = any(roles)`)
    .where("disabled_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.flatMap(({ email }) => email ?? []);
};

export const findPersonNames = async (tx: Tx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : await tx
        .selectFrom("person")
        .select(["id", "name"])
        .where("id", "in", [...ids])
        .execute();

/** Enabled administrators but those made in the shell for a token, the first one first, and whether each has any means to sign in. */
export const listAdministrators = async (tx: Tx): Promise<{ id: string; canSignIn: boolean }[]> => {
  const { rows } = await sql<{ id: string; canSignIn: boolean }>`
    select id,
      exists (select 1 from passkey k where k.desk_id = person.desk_id and k.person_id = person.id)
      or exists (select 1 from oidc_identity o where o.desk_id = person.desk_id and o.person_id = person.id)
        as "canSignIn"
    from person where 'administrator' = any(roles) and disabled_at is null
      and not (name like 'Local %'
               and exists (select 1 from api_token t where t.desk_id = person.desk_id and t.person_id = person.id)
               and not exists (select 1 from passkey k where k.desk_id = person.desk_id and k.person_id = person.id)
               and not exists (select 1 from oidc_identity o where o.desk_id = person.desk_id and o.person_id = person.id))
    order by created_at, id`.execute(tx);
  return rows;
};
