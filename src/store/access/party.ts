import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type PartyRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly contact: string | null;
  readonly created_at: Date;
};

export const findParty = async (tx: Tx, id: string): Promise<PartyRow | undefined> =>
  await tx
    .selectFrom("party")
    .select(["id", "name", "kind", "contact", "created_at"])
    .where("id", "=", id)
    .executeTakeFirst();

export const findPartyByName = async (tx: Tx, name: string): Promise<PartyRow | undefined> =>
  await tx
    .selectFrom("party")
    .select(["id", "name", "kind", "contact", "created_at"])
    .where("name", "=", name)
    .executeTakeFirst();

export const insertParty = async (tx: Tx, deskId: string, party: PartyRow): Promise<void> => {
  await tx
    .insertInto("party")
    .values({ desk_id: deskId, ...party })
    .execute();
};

export const listParties = async (tx: Tx, after: string | undefined, limit: number) =>
  await tx
    .selectFrom("party")
    .select(["id", "name", "kind", "contact", "created_at"])
    .select(
      sql<number>`(select count(*)::int from person where person.desk_id = party.desk_id and person.party_id = party.id)`.as(
        "people",
      ),
    )
    .$if(after !== undefined, (query) => query.where("name", ">", after ?? ""))
    .orderBy("name")
    .limit(limit)
    .execute();

/** One transaction at a time plans what a party is sent. */
export const lockParty = async (tx: Tx, id: string): Promise<void> => {
  await tx.selectFrom("party").select("id").where("id", "=", id).forNoKeyUpdate().execute();
};
