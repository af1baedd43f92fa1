import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** Rows this transaction's asker may see. */
export async function countAll(tx: Tx) {
  const { rows } = await sql<{
    reports: number;
    findings: number;
    cases: number;
    proposals: number;
  }>`
    select (select count(*) from report)::int as reports, (select count(*) from finding)::int as findings,
           (select count(*) from cases)::int as cases,
           (select count(*) from proposal where state = 'open')::int as proposals`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("A count gave no row.");
  return row;
}

/** What the navigation shows beside its entries. */
export async function countNavigation(tx: Tx, personId: string): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from cases where status = 'open' and assigned_to::text = ${personId})::int as work,
           (select count(*) from cases where status = 'open')::int as queue,
           (select count(*) from proposal where state = 'open')::int as proposals,
           (select count(*) from message where state = 'draft')::int as drafts,
           (select count(*) from batch where finished_at is null)::int as batches,
           (select count(*) from guard_escalation where state = 'waiting')::int as held`.execute(
    tx,
  );
  return rows[0] ?? {};
}
