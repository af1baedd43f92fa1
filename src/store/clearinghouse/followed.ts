import { sql } from "kysely";
import type { Tx } from "../database.ts";

/**
 * A party's own findings with the state of their cases, newest first. For the desk's eyes: it holds whole states.
 * `after` counts only when it is one of the same party, else a guessed reference would tell when others reported.
 */
export const listFollowed = async (
  tx: Tx,
  partyId: string,
  after: string | undefined,
  limit: number,
) =>
  await tx
    .selectFrom("finding")
    .innerJoin("report", (join) =>
      join
        .onRef("report.desk_id", "=", "finding.desk_id")
        .onRef("report.id", "=", "finding.report_id"),
    )
    .leftJoin("case_finding as link", (join) =>
      join
        .onRef("link.desk_id", "=", "finding.desk_id")
        .onRef("link.finding_id", "=", "finding.id"),
    )
    .leftJoin("cases", (join) =>
      join.onRef("cases.desk_id", "=", "link.desk_id").onRef("cases.id", "=", "link.case_id"),
    )
    .leftJoin("advisory", (join) =>
      join
        .onRef("advisory.desk_id", "=", "cases.desk_id")
        .onRef("advisory.case_id", "=", "cases.id"),
    )
    .select([
      "finding.id",
      "finding.ref",
      "finding.title",
      "finding.content",
      "finding.received_at",
      "report.ref as report_ref",
      "cases.state",
      "advisory.ref as advisory_ref",
    ])
    .where("finding.party_id", "=", partyId)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(finding.received_at, finding.ref) < (select received_at, ref from finding f
          where f.desk_id = (select tid()) and f.party_id = ${partyId} and f.ref = ${after ?? ""})`,
      ),
    )
    .orderBy("finding.received_at", "desc")
    .orderBy("finding.ref", "desc")
    .limit(limit)
    .execute();
