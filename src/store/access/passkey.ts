import type { Tx } from "../database.ts";

export type Passkey = {
  readonly id: string;
  readonly personId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
};

export const insertPasskey = async (
  tx: Tx,
  deskId: string,
  key: Passkey,
  now: Date,
): Promise<void> => {
  await tx
    .insertInto("passkey")
    .values({
      desk_id: deskId,
      id: key.id,
      person_id: key.personId,
      public_key: Buffer.from(key.publicKey),
      counter: key.counter,
      transports: [...key.transports],
      created_at: now,
    })
    .execute();
};

export const findPasskey = async (tx: Tx, id: string): Promise<Passkey | undefined> => {
  const row = await tx
    .selectFrom("passkey")
    .innerJoin("person", (join) =>
      join
        .onRef("person.desk_id", "=", "passkey.desk_id")
        .onRef("person.id", "=", "passkey.person_id"),
    )
    .select(["passkey.id", "person_id", "public_key", "counter", "transports"])
    .where("passkey.id", "=", id)
    .where("person.disabled_at", "is", null)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      personId: row.person_id,
      publicKey: new Uint8Array(row.public_key),
      counter: Number(row.counter),
      transports: row.transports,
    }
  );
};

export const countPasskey = async (
  tx: Tx,
  id: string,
  counter: number,
  now: Date,
): Promise<void> => {
  await tx
    .updateTable("passkey")
    .set({ counter, last_used_at: now })
    .where("id", "=", id)
    .execute();
};

export const listPasskeyIds = async (tx: Tx, personId: string): Promise<string[]> =>
  (await tx.selectFrom("passkey").select("id").where("person_id", "=", personId).execute()).map(
    ({ id }) => id,
  );

export const insertChallenge = async (
  tx: Tx,
  deskId: string,
  challenge: { id: string; kind: "enrol" | "sign-in" | "oidc"; value: unknown; expiresAt: Date },
): Promise<void> => {
  await tx
    .insertInto("challenge")
    .values({
      desk_id: deskId,
      id: challenge.id,
      kind: challenge.kind,
      value: JSON.stringify(challenge.value),
      expires_at: challenge.expiresAt,
    })
    .execute();
};

/** Taken away as it is read: a challenge answers once. Expired ones go with it. */
export const takeChallenge = async (
  tx: Tx,
  id: string,
  kind: "enrol" | "sign-in" | "oidc",
  now: Date,
): Promise<unknown> => {
  await tx.deleteFrom("challenge").where("expires_at", "<=", now).execute();
  const row = await tx
    .deleteFrom("challenge")
    .where("id", "=", id)
    .where("kind", "=", kind)
    .returning("value")
    .executeTakeFirst();
  return row?.value;
};
