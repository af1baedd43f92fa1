import {
  csOf,
  embargoEnd,
  embargoOf,
  evidenceLevelOf,
  findingsOf,
  pxaOfCase,
  statusOf,
} from "./caseFacts.ts";
import type { CaseState, Tlp } from "./caseState.ts";
import { ownerProgress } from "./ownerProgress.ts";
import type { DecisionBrief } from "./priority/caseDecision.ts";
import { sideOf } from "./severity.ts";

/** What a case is about, from its first finding; the state itself holds no report text. */
export type CaseSubject = {
  readonly component: string | null;
  readonly weakness: string | null;
  readonly affected: string | null;
};

/** The columns a list of cases is ordered, filtered and searched by. Derived, never edited. */
export type CaseColumns = {
  readonly title: string;
  readonly tlp: Tlp;
  readonly status: "open" | "merged" | "closed";
  readonly component: string | null;
  readonly weakness: string | null;
  readonly affected: string | null;
  readonly evidence: string;
  readonly score_finder: number | null;
  readonly score_verifier: number | null;
  readonly score_owner: number | null;
  readonly decision: DecisionBrief;
  readonly decision_rank: number;
  readonly due_at: string | null;
  readonly unknowns: number;
  readonly embargo_state: string;
  readonly embargo_ends: string | null;
  readonly exploited: boolean;
  readonly findings: number;
  readonly owner_state: string;
  readonly owner_since: string | null;
  readonly assigned_to: string | null;
  readonly opened_at: string;
  readonly changed_at: string;
};

/** `now` is an ISO 8601 instant: the embargo column shows the end as it stands then. */
export function toCaseColumns(
  state: CaseState,
  subject: CaseSubject,
  decision: DecisionBrief,
  now: string,
): CaseColumns {
  const end = embargoEnd(state, now);
  const owner = ownerProgress(state);
  return {
    title: state.title,
    tlp: state.tlp,
    status: statusOf(state),
    ...subject,
    evidence: evidenceLevelOf(state),
    score_finder: sideOf(state.severity, "finder")?.now.score ?? null,
    score_verifier: sideOf(state.severity, "verifier")?.now.score ?? null,
    score_owner: sideOf(state.severity, "owner")?.now.score ?? null,
    decision,
    decision_rank: decision.rank,
    due_at: decision.dueAt,
    unknowns: decision.unknowns,
    embargo_state: embargoOf(state).em,
    embargo_ends: end?.day ?? null,
    exploited: pxaOfCase(state).endsWith("A") || csOf(state).includes("X"),
    findings: findingsOf(state).length,
    owner_state: owner.state,
    owner_since: owner.since,
    assigned_to: state.assignedTo,
    opened_at: state.openedAt,
    changed_at: state.history.lastAt,
  };
}
