import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type NewLink = {
  readonly findingId: string;
  readonly caseId: string;
  readonly match: string;
  readonly joinedBy: string;
  readonly joinedAt: Date;
};

export async function linkFindings(
  tx: Tx,
  deskId: string,
  links: readonly NewLink[],
): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({
    finding_id: link.findingId,
    case_id: link.caseId,
    match: link.match,
    joined_by: link.joinedBy,
    joined_at: link.joinedAt.toISOString(),
  }));
  await sql`
    insert into case_finding (desk_id, finding_id, case_id, match, joined_by, joined_at)
    select ${deskId}::uuid, finding_id, case_id, match, joined_by, joined_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      finding_id uuid, case_id uuid, match text, joined_by text, joined_at timestamptz)
    on conflict (desk_id, finding_id) do update set case_id = excluded.case_id`.execute(tx);
}

/** Findings of one case with their reports, in order of arrival. */
export const listCaseFindings = async (tx: Tx, caseId: string) =>
  await tx
    .selectFrom("case_finding as link")
    .innerJoin("finding", (join) =>
      join
        .onRef("finding.desk_id", "=", "link.desk_id")
        .onRef("finding.id", "=", "link.finding_id"),
    )
    .leftJoin("report", (join) =>
      join
        .onRef("report.desk_id", "=", "finding.desk_id")
        .onRef("report.id", "=", "finding.report_id"),
    )
    .leftJoin("party", (join) =>
      join
        .onRef("party.desk_id", "=", "finding.desk_id")
        .onRef("party.id", "=", "finding.party_id"),
    )
    .select([
      "finding.id",
      "finding.ref",
      "finding.content",
      "finding.received_at",
      "finding.party_id",
      "report.ref as report_ref",
      "party.name as party_name",
      "link.match",
      "link.joined_by",
    ])
    .where("link.case_id", "=", caseId)
    .orderBy("finding.received_at")
    .orderBy("finding.ref")
    .execute();

/** Findings of one case by the ids the record of the case names; what a caller shows may be limited. */
export const findFindingRefs = async (tx: Tx, refs: readonly string[]) =>
  refs.length === 0
    ? []
    : await tx
        .selectFrom("finding")
        .select(["id", "ref"])
        .where("ref", "in", [...refs])
        .execute();
