import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type Funnel = {
  readonly since: string;
  readonly found: number;
  readonly reproduced: number;
  readonly disclosed: number;
  readonly patched: number;
  readonly checked: number;
  readonly refuted: number;
  readonly reproduceSeconds: number | null;
  readonly discloseSeconds: number | null;
  readonly patchSeconds: number | null;
};

/** Counts of cases and medians of seconds; merged cases count with the one they are part of. */
export async function countFunnel(tx: Tx): Promise<Funnel> {
  const { rows } = await sql<Funnel>`
    with milestone as (
      select case_id,
        min(at) filter (where type = 'evidence-recorded' and data ->> 'verdict' = 'reproduced') as reproduced_at,
        min(at) filter (where type = 'message-sent') as disclosed_at,
        min(at) filter (where type = 'remediation-recorded' and data ->> 'kind' = 'fix') as patched_at
      from case_event where type in ('evidence-recorded', 'message-sent', 'remediation-recorded') group by case_id
    ), own as (
      select cases.*, reproduced_at, disclosed_at, patched_at
      from cases left join milestone on milestone.case_id = cases.id where status <> 'merged'
    )
    select coalesce(to_char(min(opened_at) at time zone 'UTC', 'YYYY-MM-DD'), '') as since,
      count(*)::int as found, count(reproduced_at)::int as reproduced, count(disclosed_at)::int as disclosed,
      count(patched_at)::int as patched,
      count(*) filter (where evidence <> 'asserted')::int as checked,
      count(*) filter (where evidence = 'refuted')::int as refuted,
      percentile_cont(0.5) within group (order by extract(epoch from reproduced_at - opened_at)) as "reproduceSeconds",
      percentile_cont(0.5) within group (order by extract(epoch from disclosed_at - coalesce(reproduced_at, opened_at))) as "discloseSeconds",
      percentile_cont(0.5) within group (order by extract(epoch from patched_at - coalesce(disclosed_at, opened_at))) as "patchSeconds"
    from own`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("The funnel gave no row.");
  return row;
}
