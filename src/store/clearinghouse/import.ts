import { sql } from "kysely";
import type { EpssRow } from "#core/clearinghouse/priority/epss.ts";
import type { KevRow } from "#core/clearinghouse/priority/kev.ts";
import type { Tx } from "../database.ts";

async function noteImport(tx: Tx, name: "epss" | "kev", asOf: string, rows: number, at: Date) {
  await sql`
    insert into import_state (name, as_of, rows, imported_at, failed) values (${name}, ${asOf}, ${rows}, ${at}, null)
    on conflict (name) do update set as_of = excluded.as_of, rows = excluded.rows,
      imported_at = excluded.imported_at, failed = null`.execute(tx);
}

/** Keeps the date of the copy in use: what failed is a note beside it. */
export const failImport = async (
  tx: Tx,
  name: "epss" | "kev",
  at: Date,
  why: string,
): Promise<void> => {
  const failed = `${at.toISOString()}: ${why}`;
  await sql`
    insert into import_state (name, failed) values (${name}, ${failed})
    on conflict (name) do update set failed = excluded.failed`.execute(tx);
};

export async function replaceEpss(tx: Tx, rows: readonly EpssRow[], asOf: string, at: Date) {
  await sql`delete from epss`.execute(tx);
  await sql`
    insert into epss (cve, score, percentile, as_of)
    select cve, score, percentile, ${asOf}::date
    from unnest(${rows.map(({ cve }) => cve)}::text[], ${rows.map(({ score }) => score)}::real[],
                ${rows.map(({ percentile }) => percentile)}::real[]) as r (cve, score, percentile)
    on conflict (cve) do nothing`.execute(tx);
  await noteImport(tx, "epss", asOf, rows.length, at);
}

export async function replaceKev(tx: Tx, rows: readonly KevRow[], asOf: string, at: Date) {
  await sql`delete from kev`.execute(tx);
  await sql`
    insert into kev (cve, date_added, due_at, ransomware, as_of)
    select cve, added, due, ransomware, ${asOf}::date
    from unnest(${rows.map(({ cve }) => cve)}::text[], ${rows.map(({ dateAdded }) => dateAdded)}::date[],
                ${rows.map(({ dueDate }) => dueDate)}::date[], ${rows.map(({ ransomware }) => ransomware)}::text[])
      as r (cve, added, due, ransomware)
    on conflict (cve) do nothing`.execute(tx);
  await noteImport(tx, "kev", asOf, rows.length, at);
}

export const listCasesWithCve = async (tx: Tx): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from cases where status <> 'merged' and jsonb_array_length(state -> 'cves') > 0`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
};
