import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** Two publications of one desk would overwrite each other's files. */
export const lockPublication = async (tx: Tx, deskId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`publish ${deskId}`}, 0))`.execute(tx);
};
