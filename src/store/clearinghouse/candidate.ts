import { sql } from "kysely";
import type { Tlp } from "#core/clearinghouse/caseState.ts";
import type { Tx } from "../database.ts";

/** A finding that may have the same root cause, with the case it is in. */
export type Candidate = {
  readonly asked: number;
  readonly findingId: string;
  readonly features: unknown;
  readonly caseId: string;
  readonly caseRef: string;
  readonly status: "open" | "merged" | "closed";
  readonly tlp: Tlp;
  readonly fixed: boolean;
};

export type Question = { readonly matchKey: string | null; readonly bands: readonly number[] };

/** For each question (by its place in the list) the findings worth comparing, with the case each is in now. */
export async function findCandidates(tx: Tx, questions: readonly Question[]): Promise<Candidate[]> {
  const asked = JSON.stringify(
    questions.map(({ matchKey, bands }, place) => ({ place, match_key: matchKey, bands })),
  );
  const { rows } = await sql<Candidate>`
    select near.place as asked, near.finding_id as "findingId", near.features,
           cases.id as "caseId", cases.ref as "caseRef", cases.status, cases.tlp, cases.owner_state = 'fixed' as fixed
    from sketches_near(${asked}::jsonb) near
    join case_finding link on link.finding_id = near.finding_id
    join cases on cases.desk_id = link.desk_id and cases.id = link.case_id`.execute(tx);
  return rows;
}
