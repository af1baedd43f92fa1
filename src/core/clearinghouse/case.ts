import type { Stamp } from "./actor.ts";
import { marked, withBelongings, withoutOrigin } from "./belongings.ts";
import type { CaseEvent, CaseEventType } from "./caseEvent.ts";
import { embargoOf } from "./caseFacts.ts";
import { BLANK, type CaseState } from "./caseState.ts";
import { later } from "./day.ts";
import { foldEmbargo } from "./embargo.ts";
import { foldEvidence } from "./evidence.ts";
import { byMerge, bySplit, foldMembers, sendAway, takeBack } from "./membership.ts";
import { foldVerdicts } from "./ownerVerdict.ts";
import { acceptTerms, foldParticipants } from "./participant.ts";
import { foldInputs } from "./priority/statedInput.ts";
import { foldPublicity } from "./publicity.ts";
import { foldSeverity } from "./severity.ts";

type EventOf<T extends CaseEventType> = Extract<CaseEvent, { readonly type: T }>;
type Handlers = {
  readonly [T in CaseEventType]: (state: CaseState, event: EventOf<T>) => CaseState;
};

const members: Handlers["finding-joined"] & Handlers["finding-left"] = (state, event) => ({
  ...state,
  members: foldMembers(state.members, event),
});
const evidence: Handlers["evidence-recorded"] & Handlers["evidence-refuted"] = (state, event) => ({
  ...state,
  evidence: foldEvidence(state.evidence, event),
});
const publicity: Handlers["public-aware"] = (state, event) => ({
  ...state,
  publicity: foldPublicity(state.publicity, event),
});
const participants = (
  state: CaseState,
  event: Parameters<typeof foldParticipants>[1],
): CaseState => ({ ...state, participants: foldParticipants(state.participants, event) });

/** A move in a merged case acts on the embargo that governs it, which from then on is its own. */
const embargo = (state: CaseState, event: Parameters<typeof foldEmbargo>[1]): CaseState => {
  const before = embargoOf(state);
  const after = foldEmbargo(before, event);
  if (after === before) return state;
  const absorbed = state.absorbed.map((one) => ({ ...one, embargo: BLANK.embargo }));
  return { ...state, embargo: after, absorbed };
};
const agreed: Handlers["embargo-accepted"] & Handlers["embargo-revised"] = (state, event) => ({
  ...embargo(state, event),
  participants: acceptTerms(state.participants, event.parties),
});

const contact =
  (direction: "out" | "in") =>
  (
    state: CaseState,
    { messageId, partyId, at }: Stamp & { messageId: string; partyId: string },
  ) => ({
    ...state,
    contacts: [
      ...state.contacts,
      { messageId, partyId, direction, bounced: false, at, from: null },
    ],
  });

const HANDLERS: Handlers = {
  opened: (_, { caseId, title, tlp, at }) => ({ ...BLANK, id: caseId, title, tlp, openedAt: at }),
  titled: (state, { title }) => ({ ...state, title }),
  "tlp-changed": (state, { tlp, readers }) => ({ ...state, tlp, readers }),
  assigned: (state, { personId }) => ({ ...state, assignedTo: personId }),
  closed: (state, { reason, at }) => ({ ...state, closed: { reason, at } }),
  reopened: (state) => ({ ...state, closed: null }),
  "cve-recorded": (state, { id, source }) => ({
    ...state,
    cves: [...state.cves, { id, source, from: null }],
  }),
  "remediation-recorded": (state, { kind, version, url, note, at, by }) => ({
    ...state,
    remediations: [
      ...state.remediations,
      { kind, version, url, note, at, by: by.label, from: null },
    ],
  }),
  "advisory-published": (state, { advisoryId, version, at }) => ({
    ...state,
    advisory: { id: advisoryId, version, at },
  }),
  "finding-joined": members,
  "finding-left": members,
  "evidence-recorded": evidence,
  "evidence-refuted": evidence,
  "severity-stated": (state, event) => ({
    ...state,
    severity: foldSeverity(state.severity, event),
  }),
  "input-stated": (state, event) => ({ ...state, inputs: foldInputs(state.inputs, event) }),
  "participant-invited": participants,
  "participant-joined": participants,
  "participant-changed": participants,
  "participant-left": participants,
  "embargo-proposed": embargo,
  "embargo-accepted": agreed,
  "embargo-rejected": embargo,
  "embargo-revised": agreed,
  "embargo-grace-granted": embargo,
  "embargo-terminated": embargo,
  "public-aware": publicity,
  "exploit-public": publicity,
  "attacks-observed": publicity,
  "leak-suspected": publicity,
  "owner-verdict": (state, event) => ({ ...state, verdicts: foldVerdicts(state.verdicts, event) }),
  "message-sent": contact("out"),
  "message-received": contact("in"),
  "message-bounced": (state, { messageId }) => ({
    ...state,
    contacts: state.contacts.map((one) =>
      one.messageId === messageId ? { ...one, bounced: true } : one,
    ),
  }),
  "finder-informed": (state, { findingId, stage, at }) => ({
    ...state,
    informed: [...state.informed, { findingId, stage, at, from: null }],
  }),
  absorbed: (state, { caseId, brought, embargo: terms, at }) => ({
    ...withBelongings(state, marked(brought, byMerge(caseId))),
    absorbed: [...state.absorbed, { caseId, at, embargo: terms }],
  }),
  "absorb-undone": (state, { caseId }) => ({
    ...withoutOrigin(state, byMerge(caseId)),
    absorbed: state.absorbed.filter((one) => one.caseId !== caseId),
  }),
  "merged-into": (state, { caseId }) => ({ ...state, mergedInto: caseId }),
  "merge-undone": (state) => ({ ...state, mergedInto: null }),
  "split-off": (state, { caseId, findingIds }) => ({
    ...state,
    members: sendAway(state.members, findingIds, caseId),
    splitOff: [...state.splitOff, caseId],
  }),
  "split-off-undone": (state, { caseId, findingIds }) => ({
    ...state,
    members: takeBack(state.members, findingIds, caseId),
    splitOff: state.splitOff.filter((id) => id !== caseId),
  }),
  "split-from": (state, { caseId, brought, embargo: terms }) => ({
    ...withBelongings(state, marked(brought, bySplit(caseId))),
    embargo: terms,
    splitFrom: caseId,
  }),
  "split-from-undone": (state, { caseId }) => ({
    ...withoutOrigin(state, bySplit(caseId)),
    splitFrom: null,
  }),
  "sibling-linked": (state, { caseId }) => ({
    ...state,
    siblings: [...state.siblings.filter((id) => id !== caseId), caseId],
  }),
  "sibling-unlinked": (state, { caseId }) => ({
    ...state,
    siblings: state.siblings.filter((id) => id !== caseId),
  }),
};

/** Total: an event that cannot have happened in this state changes nothing but the history. */
export function applyEvent(state: CaseState, event: CaseEvent): CaseState {
  const handle = HANDLERS[event.type] as (state: CaseState, event: CaseEvent) => CaseState;
  // What another record hands over keeps its day, which may lie before this record's last.
  const lastAt = later(event.at, state.history.lastAt);
  const history = { events: state.history.events + 1, lastAt };
  return { ...handle(state, event), history };
}

/** The state of a case from all of its events, oldest first. The first one is `opened`. */
export const foldCase = (events: readonly CaseEvent[]): CaseState =>
  events.reduce(applyEvent, BLANK);
