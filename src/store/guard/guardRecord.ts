import { sql } from "kysely";
import type { GuardRecord } from "#core/guard/audit/guardRecord.ts";
import type { Tx } from "../database.ts";

export type Kept = {
  readonly record: GuardRecord;
  readonly caseId: string | null;
  /** Whose proxy posted it; null: the server's own. */
  readonly keptBy: string | null;
  readonly keptFor: string;
};

/** The number of those that were not there. */
export async function insertRecords(
  tx: Tx,
  deskId: string,
  kept: readonly Kept[],
): Promise<number> {
  const rows = kept.map(({ record, caseId, keptBy, keptFor }) => ({
    id: record.id,
    at: record.at,
    channel: record.channel,
    verdict: record.verdict,
    outcome: record.outcome,
    rules: [...new Set(record.findings.map(({ ruleId }) => ruleId))],
    policy: record.policy.hash,
    ms: record.times.whole ?? null,
    case_id: caseId,
    kept_by: keptBy,
    kept_for: keptFor,
    content: record,
  }));
  const { numAffectedRows } = await sql`
    insert into guard_record (desk_id, id, at, channel, verdict, outcome, rules, policy, ms, case_id, kept_by, kept_for, content)
    select ${deskId}::uuid, id, at, channel, verdict, outcome, array(select jsonb_array_elements_text(rules)), policy, ms,
      case_id, kept_by, kept_for, content
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, at timestamptz, channel text, verdict text,
      outcome text, rules jsonb, policy text, ms float8, case_id uuid, kept_by uuid, kept_for text, content jsonb)
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export type RecordRow = {
  readonly id: string;
  readonly at: Date;
  readonly channel: GuardRecord["channel"];
  readonly verdict: GuardRecord["verdict"];
  readonly outcome: string;
  readonly rules: readonly string[];
  readonly policy: string;
  readonly keptFor: string;
};

/** Newest first. `after` is the last one of the page before. */
export async function listRecords(
  tx: Tx,
  filter: {
    readonly channel: string | null;
    readonly verdict: string | null;
    readonly after: { readonly at: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<RecordRow[]> {
  const { channel, verdict, after, limit } = filter;
  const { rows } = await sql<RecordRow>`
    select id, at, channel, verdict, outcome, rules, policy, kept_for as "keptFor" from guard_record
    where desk_id = (select tid())
      and (${channel}::text is null or channel = ${channel}) and (${verdict}::text is null or verdict = ${verdict})
      and (${after?.at ?? null}::timestamptz is null or (at, id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findRecord(tx: Tx, id: string): Promise<GuardRecord | undefined> {
  const { rows } = await sql<{ content: GuardRecord }>`
    select content from guard_record where desk_id = (select tid()) and id = ${id}`.execute(tx);
  return rows[0]?.content;
}

/** The same, with whose it is. */
export async function findKeptRecord(
  tx: Tx,
  id: string,
): Promise<{ record: GuardRecord; keptBy: string | null } | undefined> {
  const { rows } = await sql<{ record: GuardRecord; keptBy: string | null }>`
    select content as record, kept_by as "keptBy" from guard_record
    where desk_id = (select tid()) and id = ${id}`.execute(tx);
  return rows[0];
}

export type Counted = {
  readonly channel: string;
  readonly day: string;
  readonly verdict: GuardRecord["verdict"];
  readonly count: number;
};

/** Must see the whole desk; what is shown of it, and what is not, is decided by who asks for it. */
export async function countRecords(tx: Tx, from: Date): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select channel, (at at time zone 'UTC')::date as day, verdict, count(*) as count from guard_record
    where desk_id = (select tid()) and at >= ${from} group by 1, 2, 3 order by 2, 1, 3`.execute(tx);
  return rows;
}

export async function countRules(tx: Tx, from: Date): Promise<{ ruleId: string; count: number }[]> {
  const { rows } = await sql<{ ruleId: string; count: number }>`
    select rule as "ruleId", count(*) as count from guard_record, unnest(rules) rule
    where desk_id = (select tid()) and at >= ${from} group by 1 order by 2 desc, 1`.execute(tx);
  return rows;
}

export async function measureTimes(
  tx: Tx,
  from: Date,
): Promise<{ median: number | null; p99: number | null }> {
  const { rows } = await sql<{ median: number | null; p99: number | null }>`
    select percentile_cont(0.5) within group (order by ms) as median,
      percentile_cont(0.99) within group (order by ms) as p99
    from guard_record where desk_id = (select tid()) and at >= ${from}`.execute(tx);
  return rows[0] ?? { median: null, p99: null };
}
