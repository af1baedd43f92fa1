import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** Whether the desk of this transaction has taken anything in yet. */
export const hasReports = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom("report").select("id").limit(1).executeTakeFirst()) !== undefined;

/** Any number that no other advisory lock has. */
const SET_UP_LOCK = 4_180_202_609;

/** Held until the transaction ends; false while another one sets the exercise up. */
export async function tryLockSetUp(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(${SET_UP_LOCK}::bigint) as got`.execute(tx);
  return rows[0]?.got ?? false;
}

/** The newest ledger entry of a kind, as it was written; undefined when there is none. */
export async function findEntryDetail(tx: Tx, deskId: string, kind: string): Promise<unknown> {
  const row = await tx
    .selectFrom("ledger_entry")
    .select("body")
    .where("desk_id", "=", deskId)
    .where("kind", "=", kind)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && (JSON.parse(row.body) as { detail?: unknown }).detail;
}

/** Which case each of these findings is in, by reference. */
export async function findCaseRefs(
  tx: Tx,
  findingRefs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (findingRefs.length === 0) return new Map();
  const rows = await tx
    .selectFrom("finding")
    .innerJoin("case_finding", (join) =>
      join
        .onRef("case_finding.desk_id", "=", "finding.desk_id")
        .onRef("case_finding.finding_id", "=", "finding.id"),
    )
    .innerJoin("cases", (join) =>
      join
        .onRef("cases.desk_id", "=", "case_finding.desk_id")
        .onRef("cases.id", "=", "case_finding.case_id"),
    )
    .select(["finding.ref as finding", "cases.ref as case"])
    .where("finding.ref", "in", [...findingRefs])
    .execute();
  return new Map(rows.map((row) => [row.finding, row.case]));
}
