import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** An entry without a place in the log yet. `body` is canonical JSON. */
export type PendingEntry = {
  readonly id: number;
  readonly at: Date;
  readonly body: string;
  readonly salt: Uint8Array;
};

/**
 * In the order of their arrival, as far as their transactions have committed. Each entry is read by its key: a plain join
 * would now and then read the whole ledger, by statistics from before it grew.
 */
export async function findPending(tx: Tx, deskId: string, limit: number): Promise<PendingEntry[]> {
  const { rows } = await sql<PendingEntry>`
    with pending as materialized (
      select entry_id from ledger_pending where desk_id = ${deskId} order by entry_id limit ${limit})
    select entry.* from pending cross join lateral (
      select id, at, body, salt from ledger_entry
      where desk_id = ${deskId} and id = pending.entry_id limit 1) entry
    order by pending.entry_id`.execute(tx);
  return rows;
}

/** Gives the entries their places, from `first` on, and takes them off the pending ones. */
export async function placeEntries(
  tx: Tx,
  deskId: string,
  first: number,
  entries: readonly { readonly id: number; readonly leaf: string }[],
): Promise<void> {
  const ids = entries.map(({ id }) => id);
  await sql`
    insert into ledger_leaf (desk_id, leaf_index, entry_id, leaf)
    select ${deskId}::uuid, ${first}::bigint + ordinal - 1, id, leaf
    from unnest(${ids}::bigint[], ${entries.map(({ leaf }) => leaf)}::text[])
      with ordinality as placed (id, leaf, ordinal)`.execute(tx);
  await sql`delete from ledger_pending
    where desk_id = ${deskId} and entry_id = any(${ids}::bigint[])`.execute(tx);
}
