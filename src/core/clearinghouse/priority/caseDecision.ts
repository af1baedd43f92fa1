import type { CaseState } from "../caseState.ts";
import { type Day, dayOf, later } from "../day.ts";
import { caseInputs, type KevKnowledge } from "./caseInputs.ts";
import { type Decision, decide, dueDay } from "./decide.ts";
import type { DecisionTable } from "./decisionTable.ts";
import { DECISION_TABLES } from "./tables/all.ts";

export type CaseDecision = Decision & { readonly dueAt: Day | null };

/** What a list shows of the table that orders the work. `rank` 1 is the most urgent outcome. */
export type DecisionBrief = {
  readonly table: string;
  readonly outcome: string;
  readonly rank: number;
  readonly dueAt: Day | null;
  readonly unknowns: number;
};

/**
 * The day a deadline is counted from: when the case was opened or, if that was later, when attacks came to be known.
 * New knowledge of another kind shortens the deadline without starting it anew.
 */
export function clockStart(state: CaseState, kevAdded: Day | null): Day {
  const opened = dayOf(state.openedAt);
  const attacked = state.publicity.find(({ kind }) => kind === "attacks-observed");
  const known = attacked === undefined ? kevAdded : dayOf(attacked.at);
  return known === null ? opened : later(opened, known);
}

export type CaseKev = KevKnowledge & {
  /** The day the catalogue listed the first of them, or `null`. */
  readonly added: Day | null;
};

export function decideCase(state: CaseState, table: DecisionTable, kev: CaseKev): CaseDecision {
  const decision = decide(table, caseInputs(state, kev));
  return { ...decision, dueAt: dueDay(decision, clockStart(state, kev.added)) };
}

/** By every table, the one that orders the work first. */
export const decideCaseByAll = (state: CaseState, kev: CaseKev): readonly CaseDecision[] =>
  DECISION_TABLES.map((table) => decideCase(state, table, kev));

export const briefOf = (decision: CaseDecision): DecisionBrief => ({
  table: decision.table,
  outcome: decision.outcome.value,
  rank: decision.rank,
  dueAt: decision.dueAt,
  unknowns: decision.assumed.length,
});
