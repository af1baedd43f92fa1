import { sql } from "kysely";
import type { Opening } from "#core/ledger/entry.ts";
import type { Tx } from "../database.ts";

export type PlacedLeaf = { readonly index: number; readonly leaf: string };

/** An entry in the log. Without an opening, this reader sees that something was decided and not what. */
export type PlacedEntry = PlacedLeaf & { readonly opening: Opening | undefined };

/**
 * What may be opened: only what is public, or also what the asker of this transaction may see. A restricted entry is
 * seen by whoever sees its case; one without a case by nobody but the desk's own jobs.
 */
export type Openings = "public" | "visible";

type Span = { readonly from: number; readonly to: number };

export async function findLeaves(tx: Tx, deskId: string, span: Span): Promise<PlacedLeaf[]> {
  return await tx
    .selectFrom("ledger_leaf")
    .select(["leaf_index as index", "leaf"])
    .where("desk_id", "=", deskId)
    .where("leaf_index", ">=", span.from)
    .where("leaf_index", "<", span.to)
    .orderBy("leaf_index")
    .execute();
}

/** Entries `from` ≤ index < `to`, in order. */
export async function findEntries(
  tx: Tx,
  deskId: string,
  span: Span,
  openings: Openings,
): Promise<PlacedEntry[]> {
  const { rows } = await sql<{
    index: number;
    leaf: string;
    body: string | null;
    salt: Buffer | null;
  }>`
    select l.leaf_index as index, l.leaf, e.body, e.salt
    from ledger_leaf l
    left join ledger_entry e on e.desk_id = l.desk_id and e.id = l.entry_id and (
      not e.restricted or (${openings === "visible"}::boolean and (
        asker_is_system()
        or exists (select 1 from cases c where c.desk_id = e.desk_id and c.id = e.case_id))))
    where l.desk_id = ${deskId} and l.leaf_index >= ${span.from} and l.leaf_index < ${span.to}
    order by l.leaf_index`.execute(tx);
  return rows.map(({ index, leaf, body, salt }) => ({
    index,
    leaf,
    opening: body === null || salt === null ? undefined : { body, salt },
  }));
}
