import type { Asker } from "#core/access/asker.ts";
import { embargoEnd, embargoOf, rungsOfCase } from "#core/clearinghouse/caseFacts.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { renderOwnerReport } from "#core/clearinghouse/ownerReport.ts";
import { getDesk } from "#store/access/desk.ts";
import { findPersonNames } from "#store/access/person.ts";
import type { StoredCase } from "#store/clearinghouse/case.ts";
import { listCaseFindings } from "#store/clearinghouse/caseFinding.ts";
import { findPreference } from "#store/clearinghouse/preference.ts";
import { asDesk, type Tx } from "#store/database.ts";

const LONGEST_SUBJECT = 200;

function publicOn(state: CaseState, now: string) {
  const end = embargoEnd(state, now);
  if (end === null || end.over) return null;
  const reason = embargoOf(state).em === "proposed" ? "as we propose" : "as agreed";
  return { day: end.day, reason };
}

/** O3: whoever the case is assigned to is its one human contact; else whoever writes. */
export async function findContact(tx: Tx, state: CaseState, writer: string): Promise<string> {
  const ids = state.assignedTo === null ? [] : [state.assignedTo];
  return (await findPersonNames(tx, ids))[0]?.name ?? writer;
}

/** The report to an owner, drafted from the record. The link comes when it is sent. */
export async function draftReport(
  tx: Tx,
  asker: Asker,
  { id, ref, state }: StoredCase,
  partyId: string,
  now: Date,
): Promise<{ subject: string; body: string }> {
  const [row] = await listCaseFindings(tx, id);
  const finding = row?.content as Finding | undefined;
  const { format } = await asDesk(tx, asker, () => findPreference(tx, partyId));
  const { reproduced, independent } = rungsOfCase(state);
  const run = independent ?? reproduced;
  const desk = await getDesk(tx, asker.deskId);
  const report = {
    ref,
    title: state.title,
    component: finding?.component ?? null,
    version: finding?.version ?? finding?.commit ?? null,
    weakness: finding?.weakness ?? null,
    place: finding?.locations[0] ?? null,
    reproducer: finding?.reproducer ?? { kind: "unknown" as const },
    expected: finding?.expected ?? null,
    actual: finding?.actual ?? null,
    shown: run === null ? null : { nOfM: run.nOfM, on: run.run.on },
    publicOn: publicOn(state, now.toISOString()),
    contact: `${await findContact(tx, state, asker.name)}, ${desk.name}`,
    link: null,
  };
  const { subject, body } = renderOwnerReport(report, format);
  return { subject: subject.slice(0, LONGEST_SUBJECT), body };
}
