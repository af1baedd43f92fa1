import type { ReviewEvent, ReviewEventType } from "./reviewEvent.ts";
import { BLANK_REVIEW, type ReviewState } from "./reviewState.ts";
import type { Ending } from "./reviewWords.ts";

type EventOf<T extends ReviewEventType> = Extract<ReviewEvent, { readonly type: T }>;
type Handlers = {
  readonly [T in ReviewEventType]: (state: ReviewState, event: EventOf<T>) => ReviewState;
};

/** The list with the one of this id changed. */
const changed = <T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  change: (one: T) => T,
): readonly T[] => list.map((one) => (one.id === id ? change(one) : one));

const ends =
  (how: Ending) =>
  (state: ReviewState, event: ReviewEvent): ReviewState => ({
    ...state,
    ended: { how, at: event.at, reason: "reason" in event ? event.reason : null },
    grants: state.grants.map((grant) =>
      grant.state === "given" || grant.state === "asked"
        ? { ...grant, state: "ended", endedAt: event.at, why: "The review ended." }
        : grant,
    ),
  });

const DOOR: Pick<
  Handlers,
  "opened" | "submitted" | "agency-named" | "agency-asked" | "agency-answered"
> = {
  opened: (_, { type: _type, id: _id, at, by: _by, reviewId, ...declared }) => ({
    ...BLANK_REVIEW,
    ...declared,
    id: reviewId,
    openedAt: at,
  }),
  submitted: (state, { at }) => ({ ...state, submittedAt: at }),
  "agency-named": (state, { partyId, name, at }) => ({
    ...state,
    agencies: [
      ...state.agencies.filter((agency) => agency.partyId !== partyId),
      { partyId, name, state: "attached", since: at, reason: null },
    ],
  }),
  "agency-asked": (state, { partyId, name, reason, at }) => ({
    ...state,
    agencies: [
      ...state.agencies.filter((agency) => agency.partyId !== partyId),
      { partyId, name, state: "asked", since: at, reason },
    ],
  }),
  "agency-answered": (state, { partyId, attached, at }) => ({
    ...state,
    agencies: state.agencies.map((agency) =>
      agency.partyId === partyId
        ? { ...agency, state: attached ? "attached" : "declined", since: at }
        : agency,
    ),
  }),
};

const TERMS: Pick<Handlers, "terms-proposed" | "terms-signed"> = {
  "terms-proposed": (state, { version, hash, terms, at, by }) => ({
    ...state,
    terms: [...state.terms, { version, hash, terms, proposedBy: by.label, at, signatures: [] }],
  }),
  "terms-signed": (state, { version, signature }) => ({
    ...state,
    terms: state.terms.map((one) =>
      one.version === version ? { ...one, signatures: [...one.signatures, signature] } : one,
    ),
  }),
};

const CLOCK: Pick<
  Handlers,
  "access-confirmed" | "release-dated" | "released" | "days-left-uncounted" | "outage-reported"
> = {
  "access-confirmed": (state, { at }) => ({ ...state, confirmedAt: at }),
  "release-dated": (state, { release, date }) => ({
    ...state,
    releases: { ...state.releases, [release]: date },
  }),
  released: (state, { release, at }) => ({
    ...state,
    released: [...state.released, { release, at }],
  }),
  "days-left-uncounted": (state) => state,
  "outage-reported": (state) => state,
};

const GRANTS: Pick<
  Handlers,
  "grant-asked" | "grant-answered" | "grant-ended" | "conflict-declared" | "recused"
> = {
  "grant-asked": (state, { grantId, partyId, axis, level, variant, persons, reason, at }) => ({
    ...state,
    grants: [
      ...state.grants,
      {
        id: grantId,
        partyId,
        axis,
        level,
        variant,
        persons,
        state: "asked",
        askedAt: at,
        answeredAt: null,
        endedAt: null,
        reason,
        why: null,
      },
    ],
  }),
  "grant-answered": (state, { grantId, given, reason, at }) => ({
    ...state,
    grants: changed(state.grants, grantId, (grant) => ({
      ...grant,
      state: given ? "given" : "declined",
      answeredAt: at,
      why: reason,
    })),
  }),
  "grant-ended": (state, { grantId, why, at }) => ({
    ...state,
    grants: changed(state.grants, grantId, (grant) => ({
      ...grant,
      state: "ended",
      endedAt: at,
      why,
    })),
  }),
  "conflict-declared": (state, { personId, name, has, statement, at }) => ({
    ...state,
    conflicts: [
      ...state.conflicts.filter((one) => one.personId !== personId),
      { personId, name, has, statement, at, recused: false },
    ],
  }),
  recused: (state, { personId }) => ({
    ...state,
    conflicts: state.conflicts.map((one) =>
      one.personId === personId ? { ...one, recused: true } : one,
    ),
  }),
};

const MATERIAL: Pick<
  Handlers,
  "material-sealed" | "material-rewrapped" | "label-claimed" | "label-lapsed"
> = {
  "material-sealed": (state, event) => ({
    ...state,
    materials: [
      ...state.materials,
      {
        id: event.materialId,
        kind: event.kind,
        size: event.size,
        digest: event.digest,
        byPartyId: event.by.partyId,
        by: event.by.label,
        at: event.at,
        recipients: event.recipients,
        envelope: 1,
      },
    ],
    labels:
      event.label === null
        ? state.labels
        : [
            ...state.labels,
            { id: event.materialId, on: event.materialId, label: event.label, at: event.at },
          ],
  }),
  "material-rewrapped": (state, { materialId, recipients, version }) => ({
    ...state,
    materials: changed(state.materials, materialId, (one) => ({
      ...one,
      recipients,
      envelope: version,
    })),
  }),
  "label-claimed": (state, { labelId, on, label, at }) => ({
    ...state,
    labels: [...state.labels, { id: labelId, on, label, at }],
  }),
  "label-lapsed": (state) => state,
};

const RESULTS: Pick<
  Handlers,
  "result-given" | "reply-attached" | "result-shared" | "finding-filed"
> = {
  "result-given": (state, { resultId, partyId, content, at, by }) => ({
    ...state,
    results: [
      ...state.results,
      {
        id: resultId,
        partyId,
        by: by.label,
        at,
        content,
        reply: null,
        shared: null,
        reports: [],
      },
    ],
  }),
  "reply-attached": (state, { resultId, text, at, by }) => ({
    ...state,
    results: changed(state.results, resultId, (one) => ({
      ...one,
      reply: { text, at, by: by.label },
    })),
  }),
  "result-shared": (state, { resultId, at, ...event }) => ({
    ...state,
    results: changed(state.results, resultId, (one) => ({
      ...one,
      shared: { with: event.with, at },
    })),
  }),
  "finding-filed": (state, { resultId, reportRef }) => ({
    ...state,
    results: changed(state.results, resultId, (one) => ({
      ...one,
      reports: [...one.reports, reportRef],
    })),
  }),
};

const OTHERS: Pick<
  Handlers,
  | "incident-opened"
  | "incident-ended"
  | "coverage-asked"
  | "coverage-recorded"
  | "partner-proposed"
  | "partner-answered"
  | "destruction-asked"
  | "destruction-stated"
  | "destruction-overdue"
> = {
  "incident-opened": (state, { incidentId, what, thirdParties, dueAt, at, by }) => ({
    ...state,
    incidents: [
      ...state.incidents,
      { id: incidentId, what, by: by.label, at, dueAt, thirdParties, ended: null },
    ],
  }),
  "incident-ended": (state, { incidentId, outcome, at }) => ({
    ...state,
    incidents: changed(state.incidents, incidentId, (one) => ({ ...one, ended: { at, outcome } })),
  }),
  "coverage-asked": (state, { question, at }) => ({ ...state, enquiry: { question, at } }),
  "coverage-recorded": (state, { coverage, until, basis, at, by }) => ({
    ...state,
    coverage: { coverage, until, basis, at, by: by.label },
  }),
  "partner-proposed": (state, { partnerId, name, reason, at, by }) => ({
    ...state,
    partners: [
      ...state.partners,
      {
        id: partnerId,
        name,
        proposedBy: by.side === "lab" ? "lab" : "agency",
        at,
        reason,
        answer: null,
      },
    ],
  }),
  "partner-answered": (state, { partnerId, agrees, reason, at, by }) => ({
    ...state,
    partners: changed(state.partners, partnerId, (one) => ({
      ...one,
      answer: { agrees, reason, at, by: by.label },
    })),
  }),
  "destruction-asked": (
    state,
    { destructionId, materialId, partyId, personId, name, due },
  ) => ({
    ...state,
    destructions: [
      ...state.destructions,
      { id: destructionId, materialId, partyId, personId, name, due, stated: null, overdueAt: null },
    ],
  }),
  "destruction-stated": (state, { destructionId, method, on, at, by }) => ({
    ...state,
    destructions: changed(state.destructions, destructionId, (one) => ({
      ...one,
      stated: { method, on, at, by: by.label },
    })),
  }),
  "destruction-overdue": (state, { destructionId, at }) => ({
    ...state,
    destructions: changed(state.destructions, destructionId, (one) => ({ ...one, overdueAt: at })),
  }),
};

const HANDLERS: Handlers = {
  ...DOOR,
  ...TERMS,
  ...CLOCK,
  ...GRANTS,
  ...MATERIAL,
  ...RESULTS,
  ...OTHERS,
  withdrawn: ends("withdrawn"),
  completed: ends("completed"),
  expired: ends("expired"),
  "found-not-applicable": ends("not-applicable"),
};

const OF_THE_CLOCK: readonly ReviewEventType[] = [
  "opened",
  "submitted",
  "access-confirmed",
  "release-dated",
  "released",
  "days-left-uncounted",
  "outage-reported",
  "withdrawn",
  "completed",
  "found-not-applicable",
];

export function applyReviewEvent(state: ReviewState, event: ReviewEvent): ReviewState {
  const handle = HANDLERS[event.type] as (state: ReviewState, event: ReviewEvent) => ReviewState;
  const next = handle(state, event);
  const clockEvents = OF_THE_CLOCK.includes(event.type)
    ? [...next.clockEvents, event]
    : next.clockEvents;
  return { ...next, clockEvents, events: state.events + 1 };
}

export const foldReview = (events: readonly ReviewEvent[]): ReviewState =>
  events.reduce(applyReviewEvent, BLANK_REVIEW);
