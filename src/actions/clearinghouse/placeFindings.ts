import type { Asker } from "#core/access/asker.ts";
import { applyEvent, foldCase } from "#core/clearinghouse/case.ts";
import { type CaseSubject, toCaseColumns } from "#core/clearinghouse/caseColumns.ts";
import { type CaseEvent, type CaseFact, stamped } from "#core/clearinghouse/caseEvent.ts";
import type { CaseState, Tlp } from "#core/clearinghouse/caseState.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { formatId } from "#core/clearinghouse/ids.ts";
import {
  type CandidateFeatures,
  decideMatch,
  type MatchAnswer,
} from "#core/clearinghouse/match/decideMatch.ts";
import type { FindingFeatures } from "#core/clearinghouse/match/features.ts";
import { briefOf, type CaseKev, decideCase } from "#core/clearinghouse/priority/caseDecision.ts";
import { bod2604 } from "#core/clearinghouse/priority/tables/remediation.ts";
import { readVector } from "#core/clearinghouse/severity.ts";
import { isWithinMark } from "#core/clearinghouse/tlp.ts";
import { findFirstReaders } from "#store/access/person.ts";
import { type Candidate, findCandidates } from "#store/clearinghouse/candidate.ts";
import {
  type CaseWrite,
  insertCaseEvents,
  insertCases,
  lockCasesById,
  type NewCaseEvent,
  type StoredCase,
  updateCases,
} from "#store/clearinghouse/case.ts";
import { linkFindings } from "#store/clearinghouse/caseFinding.ts";
import { replaceMembers } from "#store/clearinghouse/caseMember.ts";
import { findKev } from "#store/clearinghouse/feed.ts";
import { insertProposals, type NewProposal } from "#store/clearinghouse/proposal.ts";
import { drawNumbers, type NewFinding } from "#store/clearinghouse/report.ts";
import { findSubjects } from "#store/clearinghouse/subject.ts";
import type { Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { stampOf } from "./appendEvents.ts";

/** Where a finding went. */
export type Placed = {
  readonly findingId: string;
  readonly caseId: string;
  readonly caseRef: string;
  readonly match: "same" | "proposed" | "new";
};

type Terms = { readonly tlp: string };

/** What one call of `placeFindings` gathers before it writes. */
type Plan = {
  readonly placed: Placed[];
  readonly opened: Map<string, { ref: string; events: CaseEvent[]; subject: CaseSubject }>;
  readonly joined: Map<string, CaseEvent[]>;
  readonly proposals: NewProposal[];
  /** Findings of this call that later ones may match, by band. */
  readonly seen: Map<number, (CandidateFeatures & { caseRef: string })[]>;
};

const MOST_CANDIDATES = 32;
const FIRST_READERS =
  "Reported as TLP:RED; the desk's coordinators read it first, and name others.";

const shorten = (title: string): string =>
  title.length <= 200 ? title : `${title.slice(0, 199).trimEnd()}…`;

const subjectOf = (finding: Finding): CaseSubject => ({
  component: finding.component,
  weakness: finding.weakness,
  affected: finding.version ?? finding.commit,
});

/** The finder's own severity, where a vector of it can be read. */
function severityOf({ severity }: Finding): CaseFact[] {
  for (const text of severity) {
    const reading = readVector(text);
    if (reading.ok) {
      return [
        { type: "severity-stated", side: "finder", reading: reading.value, reason: "as reported" },
      ];
    }
  }
  return [];
}

const joinFact = (finding: NewFinding, match: Placed["match"]): CaseFact => ({
  type: "finding-joined",
  findingId: finding.id,
  match,
  finder: {
    partyId: finding.partyId,
    party: finding.content.foundBy.party,
    model: finding.content.foundBy.model,
    harness: finding.content.foundBy.harness,
  },
  terms: null,
});

function remember(plan: Plan, finding: NewFinding, caseId: string, caseRef: string): void {
  const one = { ...(finding.features as FindingFeatures), caseId, caseRef, isOpen: true };
  for (const band of finding.bands) {
    const list = plan.seen.get(band);
    if (list) list.push(one);
    else plan.seen.set(band, [one]);
  }
}

/**
 * Stored candidates and those that came a moment ago in the same call. To a case that more people see than its own mark
 * allows, a finding is as to a closed one: whether it joins is for a person to decide.
 */
function candidatesFor(
  plan: Plan,
  finding: NewFinding,
  found: readonly Candidate[],
  { tlp }: Terms,
) {
  const recent = new Set<CandidateFeatures & { caseRef: string }>();
  for (const band of finding.bands) {
    for (const one of plan.seen.get(band) ?? []) {
      if (recent.size < MOST_CANDIDATES) recent.add(one);
    }
  }
  const old = found.map((one) => ({
    ...(one.features as FindingFeatures),
    caseId: one.caseId,
    caseRef: one.caseRef,
    isOpen: one.status === "open" && !one.fixed && isWithinMark(tlp, one.tlp),
  }));
  return [...old, ...recent];
}

type Naming = { readonly newId: () => string; readonly refs: string[] };

function place(
  plan: Plan,
  finding: NewFinding,
  answer: MatchAnswer,
  refOf: (caseId: string) => string,
  naming: Naming,
  stamp: ReturnType<typeof stampOf>,
  { tlp, readers }: Terms & { readonly readers: readonly string[] },
): void {
  if (answer.match === "same") {
    const event = stamped(stamp, [joinFact(finding, "same")]);
    const events = plan.opened.get(answer.caseId)?.events ?? plan.joined.get(answer.caseId);
    if (events) events.push(...event);
    else plan.joined.set(answer.caseId, [...event]);
    const caseRef = refOf(answer.caseId);
    plan.placed.push({ findingId: finding.id, caseId: answer.caseId, caseRef, match: "same" });
    remember(plan, finding, answer.caseId, caseRef);
    return;
  }
  const caseId = naming.newId();
  const ref = naming.refs.shift() ?? "";
  const title = shorten(finding.content.title);
  const events = stamped(stamp, [
    { type: "opened", caseId, title, tlp: tlp as Tlp },
    ...(tlp === "RED"
      ? [{ type: "tlp-changed", tlp, readers, reason: FIRST_READERS } as const]
      : []),
    joinFact(finding, answer.match),
    ...severityOf(finding.content),
  ]);
  plan.opened.set(caseId, { ref, events: [...events], subject: subjectOf(finding.content) });
  plan.placed.push({ findingId: finding.id, caseId, caseRef: ref, match: answer.match });
  remember(plan, finding, caseId, ref);
  if (answer.match !== "proposed") return;
  for (const { caseId: otherId, score, signals } of answer.candidates) {
    const id = naming.newId();
    plan.proposals.push({ id, caseId, otherId, score, signals, createdAt: new Date(stamp.at) });
  }
}

const numbered = (caseId: string, before: number, events: readonly CaseEvent[]): NewCaseEvent[] =>
  events.map((event, i) => ({ caseId, seq: before + i + 1, event }));

function toWrite(
  one: Omit<StoredCase, "state"> & { state: CaseState },
  subject: CaseSubject,
  kev: CaseKev,
  now: string,
): CaseWrite {
  const decision = briefOf(decideCase(one.state, bod2604, kev));
  return { ...one, columns: toCaseColumns(one.state, subject, decision, now) };
}

async function writeOpened(tx: Tx, deskId: string, plan: Plan, now: Date): Promise<void> {
  const kev = await findKev(tx, { cves: [] });
  const cases = [...plan.opened].map(([id, { ref, events, subject }]) =>
    toWrite({ id, ref, version: 1, state: foldCase(events) }, subject, kev, now.toISOString()),
  );
  await insertCases(tx, deskId, cases);
  await insertCaseEvents(
    tx,
    deskId,
    [...plan.opened].flatMap(([id, { events }]) => numbered(id, 0, events)),
  );
  for (const { id, state } of cases) {
    if (state.readers.length > 0) await replaceMembers(tx, deskId, id, [], state.readers, now);
  }
}

async function writeJoined(tx: Tx, deskId: string, plan: Plan, now: string): Promise<void> {
  const stored = await lockCasesById(tx, [...plan.joined.keys()]);
  const subjects = await findSubjects(tx, [...plan.joined.keys()]);
  const writes: CaseWrite[] = [];
  const events: NewCaseEvent[] = [];
  for (const { id, ref, version, state } of stored) {
    const added = plan.joined.get(id) ?? [];
    const next = added.reduce(applyEvent, state);
    const subject = subjects.get(id) ?? { component: null, weakness: null, affected: null };
    writes.push(
      toWrite(
        { id, ref, version: version + 1, state: next },
        subject,
        await findKev(tx, next),
        now,
      ),
    );
    events.push(...numbered(id, state.history.events, added));
  }
  await updateCases(tx, deskId, writes);
  await insertCaseEvents(tx, deskId, events);
}

/**
 * Finds each finding its case: joins an open one where that is certain, else opens one, with proposals where a person
 * should look. In order of arrival, those of one call among themselves too. The intake lock must be held.
 */
export async function placeFindings(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  terms: Terms,
  findings: readonly NewFinding[],
): Promise<Placed[]> {
  if (findings.length === 0) return [];
  const found = Map.groupBy(await findCandidates(tx, findings), ({ asked }) => asked);
  const numbers = await drawNumbers(tx, "case", findings.length);
  const year = deps.now().getUTCFullYear();
  const naming = {
    newId: deps.chance.newId,
    refs: numbers.map((number) => formatId("case", year, number)),
  };
  const stamp = stampOf({ ...asker, personId: null, name: "Assay" }, deps.now());
  const plan: Plan = {
    placed: [],
    opened: new Map(),
    joined: new Map(),
    proposals: [],
    seen: new Map(),
  };
  const named = { ...terms, readers: terms.tlp === "RED" ? await findFirstReaders(tx) : [] };
  findings.forEach((finding, i) => {
    const candidates = candidatesFor(plan, finding, found.get(i) ?? [], terms);
    const refs = new Map(candidates.map(({ caseId, caseRef }) => [caseId, caseRef]));
    const answer = decideMatch(finding.features as FindingFeatures, candidates);
    place(plan, finding, answer, (caseId) => refs.get(caseId) ?? "", naming, stamp, named);
  });
  await write(tx, deps, asker, plan);
  return plan.placed;
}

async function write(tx: Tx, deps: Deps, asker: Asker, plan: Plan): Promise<void> {
  const now = deps.now();
  await writeOpened(tx, asker.deskId, plan, now);
  await writeJoined(tx, asker.deskId, plan, now.toISOString());
  await linkFindings(
    tx,
    asker.deskId,
    plan.placed.map(({ findingId, caseId, match }) => ({
      findingId,
      caseId,
      match,
      joinedBy: match === "same" ? "certain" : "first",
      joinedAt: now,
    })),
  );
  await insertProposals(tx, asker.deskId, plan.proposals);
  await record(
    tx,
    deps,
    { deskId: asker.deskId, personId: null, name: "Assay" },
    plan.placed.map(({ findingId, caseId, match }) => ({
      kind: match === "same" ? "case.finding-joined" : "case.opened",
      subject: { caseId, findingId },
      detail: { match },
      restricted: true,
    })),
  );
}
