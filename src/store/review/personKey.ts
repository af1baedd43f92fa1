import type { Tx } from "../database.ts";

export type NewPersonKey = {
  readonly id: string;
  readonly personId: string;
  readonly partyId: string;
  readonly purpose: "seal" | "sign";
  readonly publicKey: string;
  readonly name: string;
  readonly holder: "file" | "passkey";
  readonly addedAt: Date;
};
export type PersonKey = NewPersonKey & { readonly endedAt: Date | null };

export const insertPersonKey = async (
  tx: Tx,
  deskId: string,
  key: NewPersonKey,
): Promise<boolean> => {
  const done = await tx
    .insertInto("person_key")
    .values({
      desk_id: deskId,
      id: key.id,
      person_id: key.personId,
      party_id: key.partyId,
      purpose: key.purpose,
      public_key: key.publicKey,
      name: key.name,
      holder: key.holder,
      added_at: key.addedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
};

const select = (tx: Tx) =>
  tx
    .selectFrom("person_key")
    .select([
      "id",
      "person_id as personId",
      "party_id as partyId",
      "purpose",
      "public_key as publicKey",
      "name",
      "holder",
      "added_at as addedAt",
      "ended_at as endedAt",
    ]);

export const listKeysOfPerson = async (tx: Tx, personId: string): Promise<PersonKey[]> =>
  (await select(tx).where("person_id", "=", personId).orderBy("added_at").execute()) as PersonKey[];

/** Keys in use that one may seal to. */
export const listSealKeys = async (tx: Tx, partyIds: readonly string[]): Promise<PersonKey[]> =>
  partyIds.length === 0
    ? []
    : ((await select(tx)
        .where("party_id", "in", [...partyIds])
        .where("purpose", "=", "seal")
        .where("ended_at", "is", null)
        .orderBy("added_at")
        .execute()) as PersonKey[]);

export const findPersonKey = async (tx: Tx, id: string): Promise<PersonKey | undefined> =>
  (await select(tx).where("id", "=", id).executeTakeFirst()) as PersonKey | undefined;

export const endPersonKey = async (
  tx: Tx,
  personId: string,
  id: string,
  at: Date,
): Promise<boolean> => {
  const done = await tx
    .updateTable("person_key")
    .set({ ended_at: at })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
};
