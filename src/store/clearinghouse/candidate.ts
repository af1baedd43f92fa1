import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** A finding that may have the same root cause, with the case it is in. */
export type Candidate = {
  readonly asked: number;
  readonly findingId: string;
  readonly features: unknown;
  readonly matchKey: string | null;
  readonly caseId: string;
  readonly caseRef: string;
  readonly status: "open" | "merged" | "closed";
  readonly fixed: boolean;
};

export type Question = { readonly matchKey: string | null; readonly bands: readonly number[] };

const MOST = 16;

/**
 * For each question (by its place in the list) the findings that share its exact key or a MinHash band. Bounded per
 * question: those with most bands in common first.
 */
export async function findCandidates(
  tx: Tx,
  deskId: string,
  questions: readonly Question[],
): Promise<Candidate[]> {
  const asked = JSON.stringify(
    questions.map(({ matchKey, bands }, place) => ({ place, matchKey, bands })),
  );
  const { rows } = await sql<Candidate>`
    with asked as (
      select place, "matchKey" as match_key, array(select value::int from jsonb_array_elements_text(bands)) as bands
      from jsonb_to_recordset(${asked}::jsonb) as r(place int, "matchKey" text, bands jsonb)
    )
    select asked.place as asked, hit.id as "findingId", hit.features, hit.match_key as "matchKey",
           cases.id as "caseId", cases.ref as "caseRef", cases.status,
           jsonb_path_exists(cases.state, '$.remediations[*] ? (@.kind == "fix")') as fixed
    from asked
    cross join lateral (
      (select id, features, match_key from finding
        where desk_id = ${deskId}::uuid and match_key = asked.match_key order by received_at limit 4)
      union
      (select id, features, match_key from finding
        where desk_id = ${deskId}::uuid and bands && asked.bands
        order by (select count(*) from unnest(finding.bands) band where band = any(asked.bands)) desc
        limit ${MOST})
    ) hit
    join case_finding link on link.desk_id = ${deskId}::uuid and link.finding_id = hit.id
    join cases on cases.desk_id = link.desk_id and cases.id = link.case_id`.execute(tx);
  return rows;
}
