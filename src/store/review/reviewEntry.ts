import { sql } from "kysely";
import type { Opening } from "#core/ledger/entry.ts";
import type { Tx } from "../database.ts";

/** An entry of the ledger about a review, in its place in the log. */
export type ReviewEntry = {
  readonly index: number;
  readonly leaf: string;
  readonly opening: Opening;
};

/** Those that have a place, in the log's order, with an index over `after`. */
export async function findReviewEntries(
  tx: Tx,
  deskId: string,
  reviewId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<ReviewEntry[]> {
  const { rows } = await sql<{ index: number; leaf: string; body: string; salt: Buffer }>`
    select l.leaf_index as index, l.leaf, e.body, e.salt
    from ledger_entry e join ledger_leaf l on l.desk_id = e.desk_id and l.entry_id = e.id
    where e.desk_id = ${deskId} and e.review_id = ${reviewId} and l.leaf_index > ${after}
    order by l.leaf_index limit ${limit}`.execute(tx);
  return rows.map(({ index, leaf, body, salt }) => ({ index, leaf, opening: { body, salt } }));
}

/** How many of each sort have a place, and the index of the last; -1 for none. */
export type ReviewEntryCount = {
  readonly events: number;
  readonly accesses: number;
  readonly others: number;
  readonly through: number;
};

export async function countReviewEntries(
  tx: Tx,
  deskId: string,
  reviewId: string,
): Promise<ReviewEntryCount> {
  const { rows } = await sql<{
    events: number;
    accesses: number;
    entries: number;
    through: number;
  }>`
    select count(*) filter (where kind = 'review.accessed') as accesses,
      count(*) filter (where body::json -> 'detail' ->> 'event' is not null
        and body::json -> 'detail' ->> 'sha256' is not null) as events,
      count(*) as entries, coalesce(max(l.leaf_index), -1) as through
    from ledger_entry e join ledger_leaf l on l.desk_id = e.desk_id and l.entry_id = e.id
    where e.desk_id = ${deskId} and e.review_id = ${reviewId}`.execute(tx);
  const { events = 0, accesses = 0, entries = 0, through = -1 } = rows[0] ?? {};
  return { events, accesses, others: entries - events - accesses, through };
}
