import { sql } from "kysely";
import type { Finding } from "#core/clearinghouse/finding.ts";
import type { Tx } from "../database.ts";
import { insertShingles } from "../guard/shingle.ts";
import { insertKeysOfFindings } from "./guardKey.ts";
import { insertSketches } from "./sketch.ts";

export type NewReport = {
  readonly id: string;
  readonly ref: string;
  readonly partyId: string;
  readonly personId: string | null;
  readonly sha256: Uint8Array;
  readonly size: number;
  /** Null when the bytes stand in a file named by their hash. */
  readonly bytes: Uint8Array | null;
  readonly name: string | null;
  readonly format: string;
  readonly channel: string;
  readonly tlp: string;
  readonly batchId: string | null;
  readonly receivedAt: Date;
};

export type NewFinding = {
  readonly id: string;
  readonly ref: string;
  readonly reportId: string;
  readonly ordinal: number;
  readonly partyId: string;
  readonly content: Finding;
  readonly features: unknown;
  readonly matchKey: string | null;
  readonly bands: readonly number[];
  readonly receivedAt: Date;
};

/** Intake of a desk goes one transaction at a time, so that two reports of one flaw cannot each open a case. */
export const lockIntake = async (tx: Tx, deskId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`intake ${deskId}`}, 0))`.execute(tx);
};

const SEQUENCES = {
  report: "report_number",
  finding: "finding_number",
  case: "case_number",
  advisory: "advisory_number",
} as const;

/** Fresh numbers for speakable ids, in rising order. */
export async function drawNumbers(
  tx: Tx,
  kind: keyof typeof SEQUENCES,
  count: number,
): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ n: number }>`
    select nextval(${SEQUENCES[kind]}::regclass) as n from generate_series(1, ${count}::int)`.execute(
    tx,
  );
  return rows.map(({ n }) => n);
}

export type KnownReport = {
  readonly id: string;
  readonly ref: string;
  readonly sha256: Buffer;
  readonly findings: readonly { ref: string; caseRef: string | null; match: string | null }[];
};

/** Reports of this party with these bytes, with the findings they held. */
export async function findKnownReports(
  tx: Tx,
  partyId: string,
  hashes: readonly Uint8Array[],
): Promise<KnownReport[]> {
  const { rows } = await sql<KnownReport>`
    select report.id, report.ref, report.sha256, coalesce((
      select json_agg(json_build_object('ref', finding.ref, 'caseRef', cases.ref, 'match', link.match)
                      order by finding.ordinal)
      from finding
      left join case_finding link on link.desk_id = finding.desk_id and link.finding_id = finding.id
      left join cases on cases.desk_id = link.desk_id and cases.id = link.case_id
      where finding.desk_id = report.desk_id and finding.report_id = report.id), '[]') as findings
    from report
    where report.desk_id = (select tid()) and report.party_id = ${partyId}
      and report.sha256 = any(${hashes.map((hash) => Buffer.from(hash))}::bytea[])`.execute(tx);
  return rows;
}

export async function insertReports(
  tx: Tx,
  deskId: string,
  reports: readonly NewReport[],
): Promise<void> {
  if (reports.length === 0) return;
  await tx
    .insertInto("report")
    .values(
      reports.map((report) => ({
        desk_id: deskId,
        id: report.id,
        ref: report.ref,
        party_id: report.partyId,
        person_id: report.personId,
        sha256: Buffer.from(report.sha256),
        size: report.size,
        bytes: report.bytes === null ? null : Buffer.from(report.bytes),
        name: report.name,
        format: report.format,
        channel: report.channel,
        tlp: report.tlp,
        batch_id: report.batchId,
        received_at: report.receivedAt,
      })),
    )
    .execute();
}

export const insertAttachment = async (
  tx: Tx,
  deskId: string,
  file: {
    reportId: string;
    name: string;
    sha256: Uint8Array;
    size: number;
    bytes: Uint8Array | null;
  },
): Promise<void> => {
  await tx
    .insertInto("attachment")
    .values({
      desk_id: deskId,
      report_id: file.reportId,
      name: file.name,
      sha256: Buffer.from(file.sha256),
      size: file.size,
      bytes: file.bytes === null ? null : Buffer.from(file.bytes),
    })
    .execute();
};

/** One statement for any number of findings: arrays in, rows out. */
export async function insertFindings(
  tx: Tx,
  deskId: string,
  findings: readonly NewFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map((one) => ({
    id: one.id,
    ref: one.ref,
    report_id: one.reportId,
    ordinal: one.ordinal,
    party_id: one.partyId,
    title: one.content.title,
    component: one.content.component,
    weakness: one.content.weakness,
    model: one.content.foundBy.model,
    harness: one.content.foundBy.harness,
    content: one.content,
    received_at: one.receivedAt.toISOString(),
  }));
  await sql`
    insert into finding (desk_id, id, ref, report_id, ordinal, party_id, title, component, weakness, model, harness,
                         content, received_at)
    select ${deskId}::uuid, id, ref, report_id, ordinal, party_id, title, component, weakness, model, harness,
           content, received_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id uuid, ref text, report_id uuid, ordinal int, party_id uuid, title text, component text, weakness text,
      model text, harness text, content jsonb, received_at timestamptz)`.execute(tx);
  await insertSketches(tx, deskId, findings);
  await insertKeysOfFindings(tx, deskId, findings);
  await insertShingles(tx, deskId, findings);
}

/** Whose report it is; undefined for a reference that names none. */
export const findReporter = async (tx: Tx, ref: string): Promise<string | null | undefined> => {
  const query = tx.selectFrom("report").select("party_id").where("ref", "=", ref);
  return (await query.executeTakeFirst())?.party_id;
};

export const findReportFile = async (tx: Tx, ref: string) =>
  await tx
    .selectFrom("report")
    .select(["id", "name", "format", "sha256", "size", "bytes", "party_id"])
    .where("ref", "=", ref)
    .executeTakeFirst();
