import { isOfClock } from "./clockEvent.ts";
import { GRANTS } from "./grantHandlers.ts";
import type { Handlers } from "./handler.ts";
import { MATERIAL } from "./materialHandlers.ts";
import { OTHERS, RESULTS } from "./resultHandlers.ts";
import type { ReviewEvent } from "./reviewEvent.ts";
import { BLANK_REVIEW, type ReviewState } from "./reviewState.ts";
import type { Ending } from "./reviewWords.ts";

/** The first end is the end. */
const ends =
  (how: Ending) =>
  (state: ReviewState, event: ReviewEvent): ReviewState =>
    state.ended !== null
      ? state
      : {
          ...state,
          ended: { how, at: event.at, reason: "reason" in event ? event.reason : null },
          grants: state.grants.map((grant) =>
            grant.state === "given" || grant.state === "asked"
              ? { ...grant, state: "ended", endedAt: event.at, why: "The review ended." }
              : grant,
          ),
        };

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

export function applyReviewEvent(state: ReviewState, event: ReviewEvent): ReviewState {
  const handle = HANDLERS[event.type] as (state: ReviewState, event: ReviewEvent) => ReviewState;
  const next = handle(state, event);
  const clockEvents = isOfClock(event) ? [...next.clockEvents, event] : next.clockEvents;
  return { ...next, clockEvents, events: state.events + 1 };
}

export const foldReview = (events: readonly ReviewEvent[]): ReviewState =>
  events.reduce(applyReviewEvent, BLANK_REVIEW);
