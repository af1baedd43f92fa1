import { sql } from "kysely";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { keptShingles } from "#core/guard/shingleSample.ts";
import type { Tx } from "../database.ts";

/** What somebody would repeat of a finding. */
export const textsOfFinding = ({ title, description, actual, expected }: Finding): string[] =>
  [title, description, actual, expected].filter((text) => typeof text === "string");

export async function insertShingles(
  tx: Tx,
  deskId: string,
  findings: readonly { readonly id: string; readonly content: Finding }[],
): Promise<void> {
  const rows = findings.flatMap(({ id, content }) =>
    keptShingles(textsOfFinding(content)).map((hash) => ({ id, hash })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into guard_shingle (desk_id, hash, finding_id)
    select ${deskId}::uuid, hash, id
    from unnest(${rows.map(({ hash }) => hash)}::int[], ${rows.map(({ id }) => id)}::uuid[]) as r(hash, id)
    order by hash
    on conflict do nothing`.execute(tx);
}

/** How far findings of before have their passages; null: all have. Locked, so that two workers do not take the same ones. */
export async function lockPassagesAfter(tx: Tx, deskId: string): Promise<string | null> {
  await sql`insert into guard_state (desk_id) values (${deskId}) on conflict do nothing`.execute(
    tx,
  );
  const { rows } = await sql<{ after: string | null }>`
    select passages_after as after from guard_state where desk_id = (select tid()) for update`.execute(
    tx,
  );
  return rows[0]?.after ?? null;
}

export const setPassagesAfter = async (tx: Tx, after: string | null): Promise<void> => {
  await sql`update guard_state set passages_after = ${after} where desk_id = (select tid())`.execute(
    tx,
  );
};

export async function listFindingsAfter(
  tx: Tx,
  after: string,
  limit: number,
): Promise<{ readonly id: string; readonly content: Finding }[]> {
  const { rows } = await sql<{ id: string; content: Finding }>`
    select id, content from finding where desk_id = (select tid()) and id > ${after}
    order by id limit ${limit}`.execute(tx);
  return rows;
}

/** Of more cases than these that share a passage, more are not looked at. */
const MOST_CASES = 20;

/**
 * Texts of cases under embargo (as their columns say) that have a shingle of the message, by case. A passage that the
 * message's own case has, too, is no news to its readers. `today` is a UTC day.
 */
export async function findTextHits(
  tx: Tx,
  hashes: readonly number[],
  today: string,
  ownCaseId: string | null,
): Promise<{ caseId: string; texts: string[] }[]> {
  if (hashes.length === 0) return [];
  const { rows } = await sql<{ caseId: string; findings: Finding[] }>`
    with near as (
      select link.case_id as id, count(*) as n
      from guard_shingle kept
      join case_finding link on link.desk_id = kept.desk_id and link.finding_id = kept.finding_id
      join cases on cases.desk_id = kept.desk_id and cases.id = link.case_id
      where kept.desk_id = (select tid()) and kept.hash = any(${[...hashes]}::int[])
        and link.case_id is distinct from ${ownCaseId}::uuid
        and cases.status <> 'merged' and cases.embargo_state in ('proposed', 'active', 'revise')
        and (cases.embargo_ends is null or cases.embargo_ends > ${today}::date)
        and not exists (
          select 1 from guard_shingle own
          join case_finding mine on mine.desk_id = own.desk_id and mine.finding_id = own.finding_id
          where own.desk_id = kept.desk_id and own.hash = kept.hash and mine.case_id = ${ownCaseId}::uuid)
      group by link.case_id order by n desc, id limit ${MOST_CASES})
    select near.id as "caseId", jsonb_agg(finding.content) as findings
    from near
    join case_finding link on link.desk_id = (select tid()) and link.case_id = near.id
    join finding on finding.desk_id = link.desk_id and finding.id = link.finding_id
    group by near.id`.execute(tx);
  return rows.map(({ caseId, findings }) => ({ caseId, texts: findings.flatMap(textsOfFinding) }));
}

/** All texts of a case, as `findTextHits` gives them. */
export async function listTextsOf(tx: Tx, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ content: Finding }>`
    select finding.content from case_finding link
    join finding on finding.desk_id = link.desk_id and finding.id = link.finding_id
    where link.desk_id = (select tid()) and link.case_id = ${caseId}`.execute(tx);
  return rows.flatMap(({ content }) => textsOfFinding(content));
}

/** Of these shingles those that a case with a published advisory has: everybody knows them. */
export async function findPublishedShingles(
  tx: Tx,
  hashes: readonly number[],
): Promise<Set<number>> {
  if (hashes.length === 0) return new Set();
  const { rows } = await sql<{ hash: number }>`
    select distinct kept.hash from guard_shingle kept
    join case_finding link on link.desk_id = kept.desk_id and link.finding_id = kept.finding_id
    join advisory on advisory.desk_id = kept.desk_id and advisory.case_id = link.case_id and advisory.published > 0
    where kept.desk_id = (select tid()) and kept.hash = any(${[...hashes]}::int[])`.execute(tx);
  return new Set(rows.map(({ hash }) => hash));
}
