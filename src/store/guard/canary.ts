import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type CanaryRow = {
  readonly id: string;
  readonly token: string;
  readonly place: string;
  readonly plantedBy: string;
  readonly plantedAt: Date;
  readonly met: number;
};

const COLUMNS = sql`id, token, place, planted_by as "plantedBy", planted_at as "plantedAt", met`;

export async function listCanaries(tx: Tx, caseId: string): Promise<CanaryRow[]> {
  const { rows } = await sql<CanaryRow>`
    select ${COLUMNS} from guard_canary
    where desk_id = (select tid()) and case_id = ${caseId} order by planted_at, id`.execute(tx);
  return rows;
}

export async function insertCanary(
  tx: Tx,
  deskId: string,
  caseId: string,
  row: Omit<CanaryRow, "met"> & { readonly since: number },
): Promise<void> {
  await sql`
    insert into guard_canary (desk_id, id, case_id, token, place, planted_by, planted_at, since)
    values (${deskId}, ${row.id}, ${caseId}, ${row.token}, ${row.place}, ${row.plantedBy}, ${row.plantedAt}, ${row.since})`.execute(
    tx,
  );
}

/** Counts the tokens that stand in these texts. */
export async function countMet(tx: Tx, texts: readonly string[]): Promise<void> {
  await sql`
    update guard_canary set met = met + 1
    where desk_id = (select tid())
      and exists (select 1 from unnest(${[...texts]}::text[]) said where position(lower(token) in lower(said)) > 0)`.execute(
    tx,
  );
}
