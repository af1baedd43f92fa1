import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** Trials of a figure by outcome. Empty names stand for all. */
export type CellCount = {
  readonly dimension: string;
  readonly stance: string;
  readonly category: string;
  readonly outcome: string;
  readonly n: number;
  readonly conflicts: number;
};

export async function countCells(tx: Tx, runId: string): Promise<CellCount[]> {
  const { rows } = await sql<CellCount>`
    select dimension, stance, category, outcome, count(*)::int as n, (count(*) filter (where conflict))::int as conflicts
    from evaluation_cell where run_id = ${runId}
    group by dimension, stance, category, outcome order by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** Cases of a figure by how many of their answers are yes. */
export type ClusterCount = {
  readonly dimension: string;
  readonly stance: string;
  readonly category: string;
  readonly yes: number;
  readonly n: number;
  readonly cases: number;
};

export async function countClusters(tx: Tx, runId: string): Promise<ClusterCount[]> {
  const { rows } = await sql<ClusterCount>`
    select dimension, stance, category, yes, n, count(*)::int as cases from (
      select dimension, stance, category, (count(*) filter (where outcome = 'yes'))::int as yes, count(*)::int as n
      from evaluation_cell where run_id = ${runId} and outcome in ('yes', 'no')
      group by dimension, stance, category, case_id) c
    group by dimension, stance, category, yes, n`.execute(tx);
  return rows;
}

/** Cases that both runs have an answer for, by both answers. */
export type PairCount = {
  readonly stance: string;
  readonly category: string;
  readonly both: number;
  readonly before: number;
  readonly after: number;
  readonly neither: number;
};

export async function countPairs(
  tx: Tx,
  before: string,
  after: string,
  dimension: string,
): Promise<PairCount[]> {
  const { rows } = await sql<PairCount>`
    select stance, category,
      (count(*) filter (where a.outcome = 'yes' and b.outcome = 'yes'))::int as both,
      (count(*) filter (where a.outcome = 'yes' and b.outcome = 'no'))::int as before,
      (count(*) filter (where a.outcome = 'no' and b.outcome = 'yes'))::int as after,
      (count(*) filter (where a.outcome = 'no' and b.outcome = 'no'))::int as neither
    from evaluation_cell a join evaluation_cell b using (desk_id, dimension, stance, category, case_id, repetition)
    where a.run_id = ${before} and b.run_id = ${after} and dimension = ${dimension}
      and a.outcome in ('yes', 'no') and b.outcome in ('yes', 'no')
    group by stance, category`.execute(tx);
  return rows;
}

/** How often a judge said what, over a whole run. */
export type JudgeTally = {
  readonly judge: string;
  readonly kind: string;
  readonly dimension: string;
  readonly yes: number;
  readonly no: number;
  readonly silent: number;
};

export async function addTallies(
  tx: Tx,
  {
    deskId,
    runId,
    partyId,
  }: { readonly deskId: string; readonly runId: string; readonly partyId: string },
  tallies: readonly JudgeTally[],
): Promise<void> {
  if (tallies.length === 0) return;
  await sql`
    insert into evaluation_tally (desk_id, run_id, party_id, judge, kind, dimension, yes, no, silent)
    select ${deskId}, ${runId}, ${partyId}, judge, kind, dimension, yes, no, silent
    from jsonb_to_recordset(${JSON.stringify(tallies)}::jsonb) as t (judge text, kind text, dimension text, yes int, no int,
      silent int)
    on conflict (desk_id, run_id, judge, dimension) do update set yes = evaluation_tally.yes + excluded.yes,
      no = evaluation_tally.no + excluded.no, silent = evaluation_tally.silent + excluded.silent`.execute(
    tx,
  );
}

export const listTallies = async (
  tx: Tx,
  runId: string,
  dimension: string,
): Promise<JudgeTally[]> =>
  await tx
    .selectFrom("evaluation_tally")
    .select(["judge", "kind", "dimension", "yes", "no", "silent"])
    .where("run_id", "=", runId)
    .where("dimension", "=", dimension)
    .orderBy("judge")
    .execute();
