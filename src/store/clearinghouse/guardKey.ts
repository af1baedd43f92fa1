import { sql } from "kysely";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { type GuardKey, keyOfCve, keysOfFinding } from "#core/clearinghouse/guardKey.ts";
import type { Tx } from "../database.ts";

type HeldKey = GuardKey & { readonly holder: "finding" | "case"; readonly holder_id: string };

/** Which case holds the key that a word of a text was looked up by. */
export type KeyHit = GuardKey & { readonly caseId: string };

/** Of more cases than these that share one fact, more are not looked at: one is enough to hold a message. */
const MOST_CASES = 50;

async function insertGuardKeys(tx: Tx, deskId: string, keys: readonly HeldKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into guard_key (desk_id, probe, value, holder, holder_id)
    select ${deskId}::uuid, probe, value, holder, holder_id
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as r(probe text, value text, holder text, holder_id uuid)
    on conflict do nothing`.execute(tx);
}

export const insertKeysOfFindings = (
  tx: Tx,
  deskId: string,
  findings: readonly { readonly id: string; readonly content: Finding }[],
): Promise<void> =>
  insertGuardKeys(
    tx,
    deskId,
    findings.flatMap(({ id, content }) =>
      keysOfFinding(content).map((key) => ({ ...key, holder: "finding" as const, holder_id: id })),
    ),
  );

const cvesIn = (event: CaseEvent): readonly string[] => {
  if (event.type === "cve-recorded") return [event.id];
  return event.type === "absorbed" ? event.brought.cves.map(({ id }) => id) : [];
};

/** The CVE ids that a case got, on its own or by a merge. */
export const insertKeysOfEvents = (
  tx: Tx,
  deskId: string,
  events: readonly { readonly caseId: string; readonly event: CaseEvent }[],
): Promise<void> =>
  insertGuardKeys(
    tx,
    deskId,
    events.flatMap(({ caseId, event }) =>
      cvesIn(event).map((id) => ({ ...keyOfCve(id), holder: "case" as const, holder_id: caseId })),
    ),
  );

/** Cases under embargo (as their columns say) that hold what the text was found to contain. `today` is a UTC day. */
export async function findKeyHits(
  tx: Tx,
  probes: readonly string[],
  today: string,
): Promise<KeyHit[]> {
  if (probes.length === 0) return [];
  const { rows } = await sql<KeyHit>`
    select asked.probe, hit.value, hit.id as "caseId"
    from unnest(${[...probes]}::text[]) as asked(probe)
    cross join lateral (
      select key.value, cases.id
      from guard_key key
      left join case_finding link
        on link.desk_id = key.desk_id and key.holder = 'finding' and link.finding_id = key.holder_id
      join cases on cases.desk_id = key.desk_id
        and cases.id = case key.holder when 'case' then key.holder_id else link.case_id end
      where key.desk_id = (select tid()) and key.probe = asked.probe
        and cases.status <> 'merged' and cases.embargo_state in ('proposed', 'active', 'revise')
        and (cases.embargo_ends is null or cases.embargo_ends > ${today}::date)
      limit ${MOST_CASES}
    ) hit`.execute(tx);
  return rows;
}

/** What a case holds itself: nothing of that is news to its participants. */
export async function findKeysOf(tx: Tx, caseId: string): Promise<Set<string>> {
  const { rows } = await sql<{ value: string }>`
    select value from guard_key
    where desk_id = (select tid()) and holder_id in (
      select finding_id from case_finding where desk_id = (select tid()) and case_id = ${caseId}
      union all select ${caseId}::uuid)`.execute(tx);
  return new Set(rows.map(({ value }) => value));
}

/** Of these values those that a case with a published advisory holds: everybody knows them. */
export async function findPublishedValues(tx: Tx, values: readonly string[]): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const { rows } = await sql<{ value: string }>`
    select distinct key.value from guard_key key
    left join case_finding link
      on link.desk_id = key.desk_id and key.holder = 'finding' and link.finding_id = key.holder_id
    join advisory on advisory.desk_id = key.desk_id and advisory.published > 0
      and advisory.case_id = case key.holder when 'case' then key.holder_id else link.case_id end
    where key.desk_id = (select tid()) and key.value = any(${[...values]}::text[])`.execute(tx);
  return new Set(rows.map(({ value }) => value));
}
