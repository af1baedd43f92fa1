import { sql } from "kysely";
import { LEAST_SALT, type NewEntry, toBody } from "#core/ledger/entry.ts";
import type { Tx } from "../database.ts";

/**
 * Writes what was decided, in the transaction that decides it. The entries get their places in the log afterwards
 * (`sequenceEntries`), so that no decision waits for another. Nothing is read back: who may not open an entry may
 * still cause it.
 */
export async function appendEntries(
  tx: Tx,
  deskId: string,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  if (entries.some(({ salt }) => salt.length < LEAST_SALT))
    throw new RangeError("A salt is too short.");
  await sql`
    with added as materialized (
      select nextval('ledger_entry_number') as id, at, body, salt, restricted
      from unnest(
        ${entries.map(({ at }) => at.toISOString())}::timestamptz[],
        ${entries.map(toBody)}::text[],
        ${entries.map(({ salt }) => Buffer.from(salt))}::bytea[],
        ${entries.map(({ restricted }) => restricted)}::boolean[]
      ) with ordinality as entry (at, body, salt, restricted, ordinal)
      order by ordinal
    ), written as (
      insert into ledger_entry (desk_id, id, at, body, salt, restricted)
      select ${deskId}::uuid, id, at, body, salt, restricted from added
    )
    insert into ledger_pending (desk_id, entry_id) select ${deskId}::uuid, id from added`.execute(
    tx,
  );
}
