import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { foldCase } from "../../../src/core/clearinghouse/case.ts";
import type { CaseEvent } from "../../../src/core/clearinghouse/caseEvent.ts";
import { findingsOf } from "../../../src/core/clearinghouse/caseFacts.ts";
import type { Db } from "../../../src/store/database.ts";

type Row = {
  readonly ref: string;
  readonly state: unknown;
  readonly events: readonly { type: string; at: string; by: CaseEvent["by"]; data: object }[];
  readonly findings: readonly string[];
  readonly counted: number;
};

const PAGE = 500;

const eventsOf = ({ events }: Row): CaseEvent[] =>
  events.map(
    ({ type, at, by, data }) =>
      ({ ...data, type, at: new Date(at).toISOString(), by }) as unknown as CaseEvent,
  );

function faultsOf(row: Row): string[] {
  const folded = foldCase(eventsOf(row));
  const faults: string[] = [];
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(folded)), row.state))
    faults.push(`${row.ref}: the stored state is not what its events fold to`);
  const members = findingsOf(folded)
    .map(({ findingId }) => findingId)
    .sort();
  if (!isDeepStrictEqual(members, [...row.findings].sort()) || members.length !== row.counted)
    faults.push(
      `${row.ref}: its findings are ${row.findings.length}, its record says ${members.length}`,
    );
  if (members.length === 0) faults.push(`${row.ref} has no finding`);
  return faults;
}

const pageOf = async (db: Db, after: string): Promise<readonly Row[]> =>
  (
    await sql<Row>`
      select ref, state, findings as counted,
        array(select finding_id::text from case_finding where case_id = cases.id) as findings,
        (select json_agg(json_build_object('type', type, 'at', at, 'data', data, 'by',
           json_build_object('personId', by_person, 'partyId', by_party, 'label', by_label)) order by seq)
         from case_event where case_id = cases.id) as events
      from cases where ref > ${after} order by ref limit ${PAGE}`.execute(db)
  ).rows;

/** Every finding in exactly one case, and every case as its events say. */
export async function findCaseFaults(db: Db) {
  const faults: string[] = [];
  let cases = 0;
  for (let rows = await pageOf(db, ""); rows.length > 0; ) {
    for (const row of rows) faults.push(...faultsOf(row));
    cases += rows.length;
    rows = await pageOf(db, rows.at(-1)?.ref ?? "");
  }
  const { rows } = await sql<{ cases: number; findings: number; links: number; lone: number }>`
    select (select count(*) from finding)::int as findings, (select count(*) from case_finding)::int as links,
      (select count(*) from cases)::int as cases,
      (select count(*) from finding where not exists
        (select 1 from case_finding where finding_id = finding.id))::int as lone`.execute(db);
  const [total = { cases: 0, findings: 0, links: 0, lone: 0 }] = rows;
  if (total.cases !== cases) faults.push(`${total.cases - cases} cases were not looked at`);
  if (total.lone > 0) faults.push(`${total.lone} findings are in no case`);
  if (total.links !== total.findings)
    faults.push(`${total.findings} findings have ${total.links} places in cases`);
  return { cases, findings: total.findings, faults };
}
