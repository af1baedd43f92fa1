import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** One side of a comparison: a case with its first finding. */
export type CaseSide = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly component: string | null;
  readonly weakness: string | null;
  readonly evidence: string;
  readonly findings: number;
  readonly opened_at: Date;
  readonly content: unknown;
};

export async function findCaseSides(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CaseSide>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CaseSide>`
    select cases.id, ref, title, component, weakness, evidence, findings, opened_at,
      (select finding.content from finding
        where finding.desk_id = cases.desk_id
          and finding.id = (cases.state -> 'members' -> 0 ->> 'findingId')::uuid) as content
    from cases where cases.id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
