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

/**
 * Of what shares one band only the newest are counted, and of those near only the nearest compared: a flood of copies of
 * one flaw does not cost more with each copy.
 */
const NEWEST_OF_A_BAND = 16;
const NEAREST = 12;
const OF_A_KEY = 4;

/**
 * For each question (by its place in the list) the findings worth comparing, with the case each is in now: those with the
 * exact key, and those with most bands in common. The laterals with a limit are read by their index, whatever the planner
 * believes of tables that grew a moment ago.
 */
export async function findCandidates(tx: Tx, questions: readonly Question[]): Promise<Candidate[]> {
  // In the index's own order, so that neighbours are looked up one after another.
  const bands = questions
    .flatMap((question, place) => question.bands.map((band) => ({ place, band })))
    .sort((a, b) => a.band - b.band);
  const keys = questions.flatMap(({ matchKey }, place) =>
    matchKey === null ? [] : [{ place, key: matchKey }],
  );
  const { rows } = await sql<Candidate>`
    with shared as materialized (
      select place, finding_id, count(*) as bands
      from unnest(${bands.map(({ place }) => place)}::int[], ${bands.map(({ band }) => band)}::int[]) as asked(place, band)
      cross join lateral (
        select finding_id from finding_band
        where desk_id = (select tid()) and band = asked.band
        order by finding_id desc limit ${NEWEST_OF_A_BAND}) one
      group by place, finding_id
    ), near as materialized (
      select place, finding_id from (
        select place, finding_id,
               row_number() over (partition by place order by bands desc, finding_id desc) as rank from shared) ranked
      where rank <= ${NEAREST}
      union
      select asked.place, one.finding_id
      from unnest(${keys.map(({ place }) => place)}::int[], ${keys.map(({ key }) => key)}::text[]) as asked(place, key)
      cross join lateral (
        select finding_id from finding_sketch
        where desk_id = (select tid()) and match_key = asked.key limit ${OF_A_KEY}) one
    )
    select near.place as asked, near.finding_id as "findingId", sketch.features,
           placed.id as "caseId", placed.ref as "caseRef", placed.status, placed.tlp, placed.fixed
    from near
    cross join lateral (
      select features from finding_sketch
      where desk_id = (select tid()) and finding_id = near.finding_id limit 1) sketch
    cross join lateral (
      select cases.id, ref, status, tlp, owner_state = 'fixed' as fixed
      from case_finding link join cases on cases.desk_id = link.desk_id and cases.id = link.case_id
      where link.desk_id = (select tid()) and link.finding_id = near.finding_id limit 1) placed`.execute(
    tx,
  );
  return rows;
}
