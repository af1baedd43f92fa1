import { sql } from "kysely";
import type { SaltedTerm } from "#core/guard/registry.ts";
import type { Tx } from "../database.ts";

export type TermRow = {
  readonly id: string;
  readonly label: string;
  readonly words: number;
  readonly addedBy: string;
  readonly addedAt: Date;
};

/** Those that are looked for now, as far as the asker sees them: of its own party. */
export async function listTerms(tx: Tx): Promise<TermRow[]> {
  const { rows } = await sql<TermRow>`
    select id, label, (term ->> 'words')::int as words, added_by as "addedBy", added_at as "addedAt"
    from guard_term where desk_id = (select tid()) and until is null order by added_at, id`.execute(
    tx,
  );
  return rows;
}

export async function insertTerm(
  tx: Tx,
  deskId: string,
  row: {
    readonly id: string;
    readonly partyId: string;
    readonly label: string;
    readonly term: SaltedTerm;
    readonly by: string;
    readonly at: Date;
    readonly since: number;
  },
): Promise<void> {
  await sql`
    insert into guard_term (desk_id, id, party_id, label, term, added_by, added_at, since)
    values (${deskId}, ${row.id}, ${row.partyId}, ${row.label}, ${JSON.stringify(row.term)}::jsonb, ${row.by}, ${row.at},
      ${row.since})`.execute(tx);
}

/** False: there is none of this party. */
export async function endTerm(
  tx: Tx,
  id: string,
  partyId: string,
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update guard_term set until = ${version}
    where desk_id = (select tid()) and id = ${id} and party_id = ${partyId} and until is null`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}
