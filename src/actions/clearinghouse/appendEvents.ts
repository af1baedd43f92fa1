import type { Asker } from "#core/access/asker.ts";
import type { Json } from "#core/canonicalJson.ts";
import { applyEvent } from "#core/clearinghouse/case.ts";
import { toCaseColumns } from "#core/clearinghouse/caseColumns.ts";
import type { CaseEvent } from "#core/clearinghouse/caseEvent.ts";
import { findingsOf, statusOf } from "#core/clearinghouse/caseFacts.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { briefOf, decideCase } from "#core/clearinghouse/priority/caseDecision.ts";
import { bod2604 } from "#core/clearinghouse/priority/tables/remediation.ts";
import { insertCaseEvents, type StoredCase, updateCases } from "#store/clearinghouse/case.ts";
import { linkFindings } from "#store/clearinghouse/caseFinding.ts";
import { replaceMembers } from "#store/clearinghouse/caseMember.ts";
import { findKev } from "#store/clearinghouse/feed.ts";
import { findSubject } from "#store/clearinghouse/subject.ts";
import type { Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";

type Who = Pick<Asker, "deskId" | "personId" | "name"> & { readonly partyId?: string | null };

export const stampOf = (who: Who, now: Date) => ({
  at: now.toISOString(),
  by: { personId: who.personId, partyId: who.partyId ?? null, label: who.name },
});

/** What the ledger keeps of an event: its plain facts, not the belongings that a merge carries along. */
function detailOf(event: CaseEvent): Json {
  const { at: _at, by: _by, type: _type, ...facts } = event as CaseEvent & { brought?: unknown };
  const { brought: _brought, ...plain } = facts as Record<string, unknown>;
  return JSON.parse(JSON.stringify(plain)) as Json;
}

/** Parties that have joined see the case; a finder follows its own finding only. */
export const seatsOf = (state: CaseState) =>
  state.participants
    .filter(({ joinedAt, role }) => joinedAt !== null && role !== "finder")
    .map(({ partyId, role }) => ({ partyId, personId: null, role }));

/** Derives the columns anew and stores them with the state; for a new import, or after events. */
export async function refreshColumns(
  tx: Tx,
  { now }: Pick<Deps, "now">,
  deskId: string,
  stored: StoredCase,
): Promise<void> {
  const subject = await findSubject(tx, stored.id);
  const decision = briefOf(decideCase(stored.state, bod2604, await findKev(tx, stored.state)));
  const columns = toCaseColumns(stored.state, subject, decision, now().toISOString());
  await updateCases(tx, deskId, [{ ...stored, columns }]);
}

/**
 * Appends events to one case and brings everything derived from them up to date, in the transaction of the decision:
 * the state, the columns, who may see it, where its findings stand, the ledger.
 */
export async function appendEvents(
  tx: Tx,
  deps: Pick<Deps, "now" | "chance">,
  who: Who,
  stored: StoredCase,
  events: readonly CaseEvent[],
): Promise<StoredCase> {
  if (events.length === 0) return stored;
  const now = deps.now();
  const state = events.reduce(applyEvent, stored.state);
  const seq = stored.state.history.events;
  await insertCaseEvents(
    tx,
    who.deskId,
    events.map((event, i) => ({ caseId: stored.id, seq: seq + i + 1, event })),
  );
  const written = { id: stored.id, ref: stored.ref, version: stored.version + 1, state };
  await refreshColumns(tx, deps, who.deskId, written);
  await replaceMembers(tx, who.deskId, stored.id, seatsOf(state), state.readers, now);
  if (statusOf(state) !== "merged") await relink(tx, who.deskId, stored.state, written, now);
  await record(
    tx,
    deps,
    who,
    events.map((event) => ({
      kind: `case.${event.type}`,
      subject: { caseId: stored.id },
      detail: detailOf(event),
      restricted: true,
    })),
  );
  return written;
}

/** Findings that came by a merge or a split, or went back, stand with the case they are in now. */
async function relink(
  tx: Tx,
  deskId: string,
  before: CaseState,
  { id, state }: { id: string; state: CaseState },
  now: Date,
): Promise<void> {
  const was = new Set(before.mergedInto === null ? findingsOf(before).map((m) => m.findingId) : []);
  const come = findingsOf(state).filter(({ findingId }) => !was.has(findingId));
  await linkFindings(
    tx,
    deskId,
    come.map(({ findingId, match, joinedBy }) => ({
      findingId,
      caseId: id,
      match,
      joinedBy,
      joinedAt: now,
    })),
  );
}
