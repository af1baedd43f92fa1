import type { Stamp } from "./actor.ts";
import { addDays, type Day, dayOf, earlier } from "./day.ts";
import { type EM, EM_MACHINE, step } from "./vultron.ts";

/**
 * `days` until the flaw is public when nothing else happens. `grace` days are added once a coordinator grants them
 * because a fix is due within them. With `afterFix`, a fix that comes in time makes the flaw public so many days after it.
 */
export const TEMPLATES = {
  "90+14": { days: 90, grace: 14, afterFix: null, says: "90 days, 14 more when a fix is due" },
  "7+7": { days: 7, grace: 7, afterFix: null, says: "7 days, 7 more when a fix is due" },
  "90+30": { days: 90, grace: 0, afterFix: 30, says: "90 days, or 30 days after a fix in time" },
  // An embargo names its end (Vultron, "Embargo Principles"), so a patch that never comes ends it after half a year.
  "45-after-patch": { days: 180, grace: 0, afterFix: 45, says: "45 days after the patch" },
  "public-now": { days: 0, grace: 0, afterFix: null, says: "public now" },
} as const;
export type EmbargoTemplate = keyof typeof TEMPLATES;

/** `endsOn` names the day by itself and stands in for the template's `days`. */
export type EmbargoTerms = {
  readonly template: EmbargoTemplate;
  readonly start: Day;
  readonly endsOn: Day | null;
};

export type EmbargoProposal = {
  readonly id: string;
  readonly terms: EmbargoTerms;
  /** `null` where recorded evidence proposed it, not a party. */
  readonly byPartyId: string | null;
  readonly reason: string;
};

export type ExitReason = "expired" | "agreed" | "public" | "exploited" | "leaked";

export type EmbargoEvent =
  | { readonly type: "embargo-proposed"; readonly proposal: EmbargoProposal }
  | {
      readonly type: "embargo-accepted";
      readonly proposalId: string;
      readonly parties: readonly string[];
    }
  | { readonly type: "embargo-rejected"; readonly proposalId: string; readonly reason: string }
  | {
      readonly type: "embargo-revised";
      readonly proposalId: string;
      readonly parties: readonly string[];
    }
  | { readonly type: "embargo-grace-granted"; readonly reason: string }
  | {
      readonly type: "embargo-terminated";
      readonly reason: ExitReason;
      readonly detail: string | null;
    };

export type EmbargoState = {
  readonly em: EM;
  readonly terms: EmbargoTerms | null;
  readonly grace: boolean;
  readonly proposals: readonly EmbargoProposal[];
  readonly exited: { readonly at: string; readonly reason: ExitReason } | null;
};

export const NO_EMBARGO: EmbargoState = {
  em: "none",
  terms: null,
  grace: false,
  proposals: [],
  exited: null,
};

/** What moves the end of an embargo besides its terms. */
export type EmbargoFacts = { readonly fixedOn: Day | null; readonly grace: boolean };
const NO_FACTS: EmbargoFacts = { fixedOn: null, grace: false };

/** `day`: when the flaw may be public. `latest`: the last day that the terms could give. */
export type EmbargoEnd = { readonly day: Day; readonly latest: Day; readonly reason: string };

/** When terms end, and why then. Calendar days in UTC; the embargo holds until the day begins. */
export function endOfTerms(terms: EmbargoTerms, facts: EmbargoFacts = NO_FACTS): EmbargoEnd {
  const template = TEMPLATES[terms.template];
  const base = terms.endsOn ?? addDays(terms.start, template.days);
  const latest = addDays(base, template.afterFix ?? template.grace);
  if (template.afterFix !== null && facts.fixedOn !== null && facts.fixedOn < base) {
    const day = addDays(facts.fixedOn, template.afterFix);
    return { day, latest, reason: `${template.afterFix} days after the fix of ${facts.fixedOn}` };
  }
  if (facts.grace && template.grace > 0)
    return { day: latest, latest, reason: `${terms.template}, grace granted because a fix is due` };
  const named = terms.endsOn === null ? "" : ", on the day named";
  return { day: base, latest, reason: `${terms.template} from ${terms.start}${named}` };
}

/** Proposals, the one that ends first at the front. */
export const inOrder = (proposals: readonly EmbargoProposal[]): readonly EmbargoProposal[] =>
  [...proposals].sort((a, b) =>
    endOfTerms(a.terms).day < endOfTerms(b.terms).day ? -1 : a.id < b.id ? -1 : 1,
  );

/**
 * While a change is discussed the standing embargo holds; while nothing is accepted the shortest of the terms
 * on the table holds. `null` without an embargo.
 */
export function endOf(state: EmbargoState, fixedOn: Day | null): EmbargoEnd | null {
  if (state.em === "active" || state.em === "revise")
    return state.terms && endOfTerms(state.terms, { fixedOn, grace: state.grace });
  const [shortest] = inOrder(state.proposals);
  if (state.em !== "proposed" || shortest === undefined) return null;
  return {
    ...endOfTerms(shortest.terms, { fixedOn, grace: false }),
    reason: "the shortest of the proposed terms, while they are discussed",
  };
}

/** True while nothing may be published: an embargo is accepted or under discussion and its day has not begun. */
export function isInForce(state: EmbargoState, fixedOn: Day | null, now: string): boolean {
  const end = endOf(state, fixedOn);
  return end !== null && dayOf(now) < end.day;
}

const without = (proposals: readonly EmbargoProposal[], id: string) =>
  proposals.filter((proposal) => proposal.id !== id);

/** With proposals left on the table an accepted embargo is under revision, and an unaccepted one still proposed. */
const settle = (em: EM, left: readonly EmbargoProposal[]): EM =>
  left.length === 0 ? em : (step(EM_MACHINE, em, "propose") ?? em);

function take(state: EmbargoState, proposalId: string): EmbargoState {
  const proposal = state.proposals.find(({ id }) => id === proposalId);
  const em = step(EM_MACHINE, state.em, "accept");
  if (proposal === undefined || em === null) return state;
  const proposals = without(state.proposals, proposalId);
  return { ...state, em: settle(em, proposals), terms: proposal.terms, grace: false, proposals };
}

function turnDown(state: EmbargoState, proposalId: string): EmbargoState {
  const proposals = without(state.proposals, proposalId);
  const em = step(EM_MACHINE, state.em, "reject");
  if (em === null || proposals.length === state.proposals.length) return state;
  return { ...state, em: settle(em, proposals), proposals };
}

/** Events that the machine does not allow in this state change nothing; decisions refuse them before. */
export function foldEmbargo(state: EmbargoState, event: EmbargoEvent & Stamp): EmbargoState {
  switch (event.type) {
    case "embargo-proposed": {
      const em = step(EM_MACHINE, state.em, "propose");
      return em === null
        ? state
        : { ...state, em, proposals: [...state.proposals, event.proposal] };
    }
    case "embargo-accepted":
    case "embargo-revised":
      return take(state, event.proposalId);
    case "embargo-rejected":
      return turnDown(state, event.proposalId);
    case "embargo-grace-granted":
      return state.terms === null ? state : { ...state, grace: true };
    case "embargo-terminated": {
      const em = step(EM_MACHINE, state.em, "terminate");
      if (em === null) return state;
      return { ...state, em, proposals: [], exited: { at: event.at, reason: event.reason } };
    }
  }
}

const isStanding = ({ em }: EmbargoState) => em === "active" || em === "revise";

/** Of two accepted embargoes the earlier end is adopted (Vultron, "Case Splitting and Merging"). One that ended is the earliest. */
export function combineEmbargoes(all: readonly EmbargoState[], fixedOn: Day | null): EmbargoState {
  const said = all.filter(({ em }) => em !== "none");
  const [first, ...others] = said;
  if (first === undefined) return NO_EMBARGO;
  if (others.length === 0) return first;
  const ended = said.find(({ em }) => em === "exited");
  if (ended !== undefined) return ended;
  const proposals = said.flatMap((state) => state.proposals);
  const standing = said.filter(isStanding);
  const [start] = standing;
  if (start === undefined) return { ...first, proposals };
  const shortest = standing.reduce((a, b) => (isEarlier(b, a, fixedOn) ? b : a), start);
  return { ...shortest, em: settle("active", proposals), proposals };
}

function isEarlier(a: EmbargoState, b: EmbargoState, fixedOn: Day | null): boolean {
  const [mine, theirs] = [endOf(a, fixedOn), endOf(b, fixedOn)];
  if (mine === null || theirs === null) return false;
  return mine.day !== theirs.day && earlier(mine.day, theirs.day) === mine.day;
}
