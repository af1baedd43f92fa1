import type { Permission } from "#core/access/permission.ts";
import type { Role } from "#core/access/role.ts";
import type { Tx } from "../database.ts";

/** Secrets are looked up by their SHA-256; the text of a secret never reaches the database. */
export type Holder = {
  readonly person_id: string;
  readonly party_id: string;
  readonly name: string;
  readonly roles: Role[];
};

const holder = (tx: Tx, table: "session" | "api_token", hash: Uint8Array, now: Date) =>
  tx
    .selectFrom(table)
    .innerJoin("person", (join) =>
      join
        .onRef("person.desk_id", "=", `${table}.desk_id`)
        .onRef("person.id", "=", `${table}.person_id`),
    )
    .where(`${table}.token_hash`, "=", Buffer.from(hash))
    .where(`${table}.expires_at`, ">", now)
    .where("person.disabled_at", "is", null)
    .select(["person.id as person_id", "person.party_id", "person.name", "person.roles"]);

export const findSessionHolder = async (tx: Tx, hash: Uint8Array, now: Date) =>
  (await holder(tx, "session", hash, now).executeTakeFirst()) as Holder | undefined;

export const findTokenHolder = async (tx: Tx, hash: Uint8Array, now: Date) =>
  (await holder(tx, "api_token", hash, now)
    .where("api_token.revoked_at", "is", null)
    .select(["api_token.id as token_id", "api_token.scopes"])
    .executeTakeFirst()) as
    | (Holder & { token_id: string; scopes: Permission[] | null })
    | undefined;

/** Once a minute is enough to say when a token was last used; more would write a row on every call. */
export const touchToken = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await tx
    .updateTable("api_token")
    .set({ last_used_at: now })
    .where("id", "=", id)
    .where((eb) =>
      eb.or([
        eb("last_used_at", "is", null),
        eb("last_used_at", "<", new Date(now.getTime() - 60_000)),
      ]),
    )
    .execute();
};

export type NewSecret = {
  readonly hash: Uint8Array;
  readonly personId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

const secretRow = (deskId: string, secret: NewSecret) => ({
  desk_id: deskId,
  token_hash: Buffer.from(secret.hash),
  person_id: secret.personId,
  created_at: secret.createdAt,
  expires_at: secret.expiresAt,
});

export const insertSession = async (tx: Tx, deskId: string, secret: NewSecret): Promise<void> => {
  await tx.insertInto("session").values(secretRow(deskId, secret)).execute();
};

export const deleteSession = async (tx: Tx, hash: Uint8Array): Promise<void> => {
  await tx.deleteFrom("session").where("token_hash", "=", Buffer.from(hash)).execute();
};

export const deleteSessionsOf = async (tx: Tx, personId: string): Promise<void> => {
  await tx.deleteFrom("session").where("person_id", "=", personId).execute();
};

export const insertApiToken = async (
  tx: Tx,
  deskId: string,
  token: NewSecret & { id: string; name: string; scopes: readonly Permission[] | null },
): Promise<void> => {
  await tx
    .insertInto("api_token")
    .values({
      ...secretRow(deskId, token),
      id: token.id,
      name: token.name,
      scopes: token.scopes === null ? null : [...token.scopes],
    })
    .execute();
};

export const listApiTokens = async (tx: Tx, personId: string) =>
  await tx
    .selectFrom("api_token")
    .select(["id", "name", "scopes", "created_at", "expires_at", "last_used_at"])
    .where("person_id", "=", personId)
    .where("revoked_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();

/** How many were revoked: 0 when there is none of this person's. */
export const revokeApiToken = async (tx: Tx, personId: string, id: string, now: Date) => {
  const result = await tx
    .updateTable("api_token")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
};

export const insertEnrolment = async (tx: Tx, deskId: string, secret: NewSecret): Promise<void> => {
  await tx
    .deleteFrom("enrolment")
    .where("person_id", "=", secret.personId)
    .where("used_at", "is", null)
    .execute();
  await tx.insertInto("enrolment").values(secretRow(deskId, secret)).execute();
};

/** The person a still unused and unexpired enrolment token is for. Locked, so that it is used once. */
export const lockEnrolment = async (tx: Tx, hash: Uint8Array, now: Date) =>
  await tx
    .selectFrom("enrolment")
    .select("person_id")
    .where("token_hash", "=", Buffer.from(hash))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .forUpdate()
    .executeTakeFirst();

export const spendEnrolment = async (tx: Tx, hash: Uint8Array, now: Date): Promise<void> => {
  await tx
    .updateTable("enrolment")
    .set({ used_at: now })
    .where("token_hash", "=", Buffer.from(hash))
    .execute();
};
