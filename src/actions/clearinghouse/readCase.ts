import type { Asker } from "#core/access/asker.ts";
import { isStaff } from "#core/access/role.ts";
import { weaknessName } from "#core/advisory/weaknessName.ts";
import { csOf, fixOf, pxaOfCase, statusOf, vfdOf } from "#core/clearinghouse/caseFacts.ts";
import { movesOf } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { standingVerdicts } from "#core/clearinghouse/ownerVerdict.ts";
import { participantsOf } from "#core/clearinghouse/participant.ts";
import { briefOf, decideCase } from "#core/clearinghouse/priority/caseDecision.ts";
import { bod2604 } from "#core/clearinghouse/priority/tables/remediation.ts";
import { clocksOf } from "#core/clearinghouse/view/clocks.ts";
import { decisionViews } from "#core/clearinghouse/view/decisionView.ts";
import { embargoView } from "#core/clearinghouse/view/embargoView.ts";
import { evidenceView } from "#core/clearinghouse/view/evidenceView.ts";
import { missingOf } from "#core/clearinghouse/view/missing.ts";
import { severityView } from "#core/clearinghouse/view/severityView.ts";
import { waitingFor } from "#core/clearinghouse/view/waiting.ts";
import { countIn } from "#core/cursor.ts";
import { ok } from "#core/result.ts";
import { findPersonNames } from "#store/access/person.ts";
import { findAdvisoryOf } from "#store/clearinghouse/advisory.ts";
import {
  findCase,
  findCaseRefs,
  listCaseEvents,
  type StoredCase,
} from "#store/clearinghouse/case.ts";
import { listCaseFindings } from "#store/clearinghouse/caseFinding.ts";
import { findEpss, findKev } from "#store/clearinghouse/feed.ts";

import { findSubject } from "#store/clearinghouse/subject.ts";
import { listTasksOf } from "#store/clearinghouse/task.ts";
import { type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { readConversation } from "./readConversation.ts";
import { readProposalsOf } from "./readProposal.ts";

type FindingRow = Awaited<ReturnType<typeof listCaseFindings>>[number];

function claimOf(first: Finding | undefined) {
  const reproducer = first?.reproducer ?? { kind: "unknown" as const };
  return {
    description: first?.description ?? "",
    locations: (first?.locations ?? []).map((place) => ({ ...place })),
    trace: first?.trace ?? null,
    expected: first?.expected ?? null,
    actual: first?.actual ?? null,
    boundary: first?.boundary ?? null,
    reproducer: {
      kind: reproducer.kind,
      text:
        reproducer.kind === "text"
          ? reproducer.text
          : reproducer.kind === "file"
            ? `${reproducer.name}, ${reproducer.size} bytes, SHA-256 ${reproducer.sha256}`
            : null,
    },
    humanCheck: first?.humanCheck ?? null,
    duplicateSearch: first?.duplicateSearch ?? null,
    version: first?.version ?? null,
    commit: first?.commit ?? null,
    missing: first ? [...missingOf(first)] : [],
  };
}

const toFinding = (row: FindingRow) => {
  const { title, foundBy } = row.content as Finding;
  return {
    id: row.ref,
    report: row.report_ref ?? "",
    receivedAt: row.received_at.toISOString(),
    from: row.party_name ?? "a party of this case",
    model: [foundBy.model, foundBy.modelVersion].filter(Boolean).join(" ") || null,
    credit: foundBy.party,
    match: row.match as "same" | "proposed" | "new" | "manual",
    joinedBy: row.joined_by,
    title,
  };
};

async function relatives(tx: Tx, state: CaseState) {
  const absorbed = state.absorbed.map(({ caseId }) => caseId);
  const into = state.mergedInto === null ? [] : [state.mergedInto];
  const refs = await findCaseRefs(tx, [...absorbed, ...state.siblings, ...into]);
  const of = (id: string) => refs.find((one) => one.id === id);
  return {
    siblings: state.siblings
      .flatMap((id) => of(id) ?? [])
      .map(({ ref, title }) => ({ ref, title })),
    merged: state.absorbed.flatMap(({ caseId, at }) => {
      const one = of(caseId);
      return one
        ? [{ ref: one.ref, title: one.title, at, mayUndo: statusOf(state) !== "merged" }]
        : [];
    }),
    mergedInto: into.flatMap((id) => of(id)?.ref ?? [])[0] ?? null,
  };
}

async function priority(tx: Tx, state: CaseState) {
  const kev = await findKev(tx, state);
  const epss = await findEpss(
    tx,
    state.cves.map(({ id }) => id),
  );
  const { first, others } = decisionViews(state, kev);
  return {
    brief: briefOf(decideCase(state, bod2604, kev)),
    decision: first,
    otherDecisions: others,
    epss: epss
      ? { cve: epss.cve, score: epss.score, percentile: epss.percentile, asOf: epss.as_of }
      : null,
  };
}

const KIND = {
  "public-aware": "public",
  "exploit-public": "exploit-public",
  "attacks-observed": "attacks-observed",
  "leak-suspected": "leak-suspected",
} as const;

/** What stands in the state alone. */
function fromState(state: CaseState, now: string) {
  const [verdict] = standingVerdicts(state.verdicts);
  const fix = fixOf(state) ?? state.remediations.at(-1) ?? null;
  const [cve] = state.cves;
  const { over: _, latest: __, ...embargo } = embargoView(state, now);
  return {
    title: state.title,
    tlp: state.tlp,
    status: statusOf(state),
    cve: cve ? { id: cve.id, source: cve.source } : null,
    pxa: pxaOfCase(state),
    vfd: vfdOf(state),
    cs: csOf(state),
    openedAt: state.openedAt,
    evidence: evidenceView(state),
    embargo,
    severity: severityView(state),
    exploitation: state.publicity.map(({ kind, source, at }) => ({ kind: KIND[kind], source, at })),
    verdict: verdict
      ? { verdict: verdict.verdict, version: verdict.version, at: verdict.at, by: verdict.by }
      : null,
    remediation: fix ? { kind: fix.kind, version: fix.version, url: fix.url } : null,
    participants: participantsOf(state.participants).map((one) => ({
      partyId: one.partyId,
      name: one.label,
      role: one.role,
      rm: one.rm,
      vfd: one.role === "owner" || one.role === "vendor" ? one.vfd : null,
      acceptedEmbargo: one.acceptedEmbargo,
      contact: one.contact,
      since: one.joinedAt ?? one.invitedAt,
    })),
    moves: movesOf(state).map((move) => ({ ...move })),
  };
}

async function compose(tx: Tx, deps: Deps, asker: Asker, { id, ref, version, state }: StoredCase) {
  const now = deps.now().toISOString();
  const staff = isStaff(asker.roles);
  const rows = await listCaseFindings(tx, id);
  const first = rows[0]?.content as Finding | undefined;
  const subject = await findSubject(tx, id);
  const { brief, ...decided } = await priority(tx, state);
  const names = await findPersonNames(tx, state.assignedTo === null ? [] : [state.assignedTo]);
  const assigned = names[0] ?? null;
  const { messages, delivery } = await readConversation(tx, asker, { id, state }, deps);
  const proposals = staff ? await readProposalsOf(tx, id) : [];
  const tasks = staff ? await listTasksOf(tx, id) : [];
  const advisory = await findAdvisoryOf(tx, id);
  const drafts = messages.filter((message) => message.state === "draft").length;
  const open = { proposals: proposals.length, drafts, tasks: tasks.length };
  return {
    ref,
    version,
    ...fromState(state, now),
    ...(await relatives(tx, state)),
    component: subject.component,
    versions: subject.affected,
    weakness: subject.weakness
      ? { id: subject.weakness, name: weaknessName(subject.weakness) ?? null }
      : null,
    aliases: [...new Set(rows.flatMap((row) => (row.content as Finding).aliases))],
    assignedTo: assigned,
    contact: assigned,
    waiting: waitingFor(state, open, now),
    clocks: clocksOf(state, brief, now),
    claim: claimOf(first),
    findings: rows.map(toFinding),
    ...decided,
    messages,
    delivery,
    proposals,
    advisory,
    tasks,
  };
}

/** The case as the asker sees it, inside a transaction that is under way. */
export async function readCasePage(tx: Tx, deps: Deps, asker: Asker, ref: string) {
  const stored = await findCase(tx, ref);
  if (!stored) throw new Error(`The case ${ref} cannot be read back by who changed it.`);
  return await compose(tx, deps, asker, stored);
}

/** Reading embargoed content is an entry in the ledger, in the same transaction. */
export async function readCase(deps: Deps, asker: Asker, ref: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findCase(tx, ref);
    if (!stored) return noSuchCase();
    await record(tx, deps, asker, [
      { kind: "case.read", subject: { caseId: stored.id }, restricted: true },
    ]);
    return ok(await compose(tx, deps, asker, stored));
  });
}

export async function readCaseEvents(
  deps: Deps,
  asker: Asker,
  ref: string,
  paging: { after?: string | undefined; limit: number },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findCase(tx, ref);
    if (!stored) return noSuchCase();
    const rows = await listCaseEvents(tx, stored.id, countIn(paging.after) ?? 0, paging.limit);
    await record(tx, deps, asker, [
      { kind: "case.record-read", subject: { caseId: stored.id }, restricted: true },
    ]);
    const items = rows.map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      type: row.type,
      by: row.by_label,
      data: row.data as Record<string, unknown>,
    }));
    return ok({
      items,
      next: items.length === paging.limit ? String(items.at(-1)?.seq ?? "") : null,
    });
  });
}
