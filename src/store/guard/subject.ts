import { sql } from "kysely";
import type { SaltedTerm } from "#core/guard/registry.ts";
import type { Tx } from "../database.ts";

export type SubjectRow = { readonly id: string; readonly key: Buffer | null };

export async function findSubject(tx: Tx, mac: string): Promise<SubjectRow | undefined> {
  const { rows } = await sql<SubjectRow>`
    select id, key from guard_subject where desk_id = (select tid()) and mac = ${mac}`.execute(tx);
  return rows[0];
}

export async function insertSubject(
  tx: Tx,
  deskId: string,
  row: { readonly id: string; readonly mac: string; readonly key: Uint8Array },
): Promise<void> {
  await sql`
    insert into guard_subject (desk_id, id, mac, key)
    values (${deskId}, ${row.id}, ${row.mac}, ${Buffer.from(row.key)})`.execute(tx);
}

export type PseudonymRow = {
  readonly token: string;
  readonly subjectId: string;
  /** HMAC of the value, null when the subject was erased. */
  readonly mac: string | null;
  readonly key: Buffer | null;
  readonly value: Buffer;
};

/** Of these tokens those that the case has. */
export async function findPseudonyms(
  tx: Tx,
  caseId: string,
  tokens: readonly string[],
): Promise<PseudonymRow[]> {
  const { rows } = await sql<PseudonymRow>`
    select p.token, p.subject_id as "subjectId", s.mac, s.key, p.value
    from guard_pseudonym p join guard_subject s on s.desk_id = p.desk_id and s.id = p.subject_id
    where p.desk_id = (select tid()) and p.case_id = ${caseId} and p.token = any(${[...tokens]}::text[])`.execute(
    tx,
  );
  return rows;
}

export async function insertPseudonym(
  tx: Tx,
  deskId: string,
  row: {
    readonly caseId: string;
    readonly token: string;
    readonly subjectId: string;
    readonly value: Uint8Array;
    readonly at: Date;
  },
): Promise<void> {
  await sql`
    insert into guard_pseudonym (desk_id, case_id, token, subject_id, value, made_at)
    values (${deskId}, ${row.caseId}, ${row.token}, ${row.subjectId}, ${Buffer.from(row.value)}, ${row.at})
    on conflict do nothing`.execute(tx);
}

/** Destroys the keys of these values, for good. Answers with the number of pseudonyms that nobody opens any more. */
export async function destroySubjects(tx: Tx, macs: readonly string[], at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with gone as (
      update guard_subject set mac = null, key = null, erased_at = ${at}
      where desk_id = (select tid()) and mac = any(${[...macs]}::text[]) returning id)
    select count(*) as n from guard_pseudonym p where p.desk_id = (select tid()) and p.subject_id in (select id from gone)`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

export type ErasedRow = {
  readonly id: string;
  readonly erasedBy: string;
  readonly erasedAt: Date;
  readonly reason: string;
  readonly pseudonyms: number;
};

export async function insertErased(
  tx: Tx,
  deskId: string,
  row: ErasedRow & { readonly terms: readonly SaltedTerm[]; readonly since: number },
): Promise<void> {
  await sql`
    insert into guard_erased (desk_id, id, terms, erased_by, erased_at, reason, pseudonyms, since)
    values (${deskId}, ${row.id}, ${JSON.stringify(row.terms)}::jsonb, ${row.erasedBy}, ${row.erasedAt}, ${row.reason},
      ${row.pseudonyms}, ${row.since})`.execute(tx);
}

/** Newest first. To be read as the desk. */
export async function listErased(tx: Tx): Promise<ErasedRow[]> {
  const { rows } = await sql<ErasedRow>`
    select id, erased_by as "erasedBy", erased_at as "erasedAt", reason, pseudonyms
    from guard_erased where desk_id = (select tid()) order by erased_at desc, id desc`.execute(tx);
  return rows;
}
