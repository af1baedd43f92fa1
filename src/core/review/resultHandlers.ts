import { changed, type Handlers } from "./handler.ts";

export const RESULTS: Pick<
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
      shared: {
        with: [...new Set([...(one.shared?.with ?? []), ...event.with])],
        at: one.shared?.at ?? at,
      },
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

export const OTHERS: Pick<
  Handlers,
  | "incident-opened"
  | "incident-ended"
  | "incident-overdue"
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
      {
        id: incidentId,
        what,
        by: by.label,
        byPartyId: by.partyId,
        at,
        dueAt,
        thirdParties,
        overdueAt: null,
        ended: null,
      },
    ],
  }),
  "incident-overdue": (state, { incidentId, at }) => ({
    ...state,
    incidents: changed(state.incidents, incidentId, (one) => ({ ...one, overdueAt: at })),
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
  "destruction-asked": (state, { destructionId, materialId, partyId, personId, name, due }) => ({
    ...state,
    destructions: [
      ...state.destructions,
      {
        id: destructionId,
        materialId,
        partyId,
        personId,
        name,
        due,
        stated: null,
        overdueAt: null,
      },
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
