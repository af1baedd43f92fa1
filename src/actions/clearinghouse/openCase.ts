import type { Asker } from "#core/access/asker.ts";
import { foldCase } from "#core/clearinghouse/case.ts";
import { toCaseColumns } from "#core/clearinghouse/caseColumns.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import { findingsOf } from "#core/clearinghouse/caseFacts.ts";
import { briefOf, decideCase } from "#core/clearinghouse/priority/caseDecision.ts";
import { bod2604 } from "#core/clearinghouse/priority/tables/remediation.ts";
import { insertCaseEvents, insertCases } from "#store/clearinghouse/case.ts";
import { linkFindings } from "#store/clearinghouse/caseFinding.ts";
import { replaceMembers } from "#store/clearinghouse/caseMember.ts";
import { findKev } from "#store/clearinghouse/feed.ts";
import { findSubject } from "#store/clearinghouse/subject.ts";
import type { Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { seatsOf } from "./appendEvents.ts";

/** A case from its first events, about what the case `like` is about. Bookkeeping: acts as the desk. */
export async function openCase(
  tx: Tx,
  deps: Pick<Deps, "now" | "chance">,
  asker: Asker,
  { id, ref, like }: { id: string; ref: string; like: string },
  events: readonly CaseEvent[],
): Promise<void> {
  const now = deps.now();
  const state = foldCase(events);
  const decision = briefOf(decideCase(state, bod2604, await findKev(tx, state)));
  const columns = toCaseColumns(state, await findSubject(tx, like), decision, now.toISOString());
  await insertCases(tx, asker.deskId, [{ id, ref, version: 1, state, columns }]);
  await insertCaseEvents(
    tx,
    asker.deskId,
    events.map((event, i) => ({ caseId: id, seq: i + 1, event })),
  );
  await replaceMembers(tx, asker.deskId, id, seatsOf(state), state.readers, now);
  await linkFindings(
    tx,
    asker.deskId,
    findingsOf(state).map(({ findingId, match, joinedBy }) => ({
      findingId,
      caseId: id,
      match,
      joinedBy,
      joinedAt: now,
    })),
  );
  await record(tx, deps, asker, [
    { kind: "case.opened", subject: { caseId: id }, detail: { splitFrom: like }, restricted: true },
  ]);
}
