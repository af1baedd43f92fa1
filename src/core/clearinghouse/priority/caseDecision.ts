import type { CaseState } from "../caseState.ts";
import { type Day, dayOf, later } from "../day.ts";
import { caseInputs, type KevKnowledge } from "./caseInputs.ts";
import { type Decision, decide, dueDay, type InputFacts } from "./decide.ts";
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

const decideWith = (
  state: CaseState,
  table: DecisionTable,
  facts: InputFacts,
  kev: CaseKev,
): CaseDecision => {
  const decision = decide(table, facts);
  return { ...decision, dueAt: dueDay(decision, clockStart(state, kev.added)) };
};

export const decideCase = (state: CaseState, table: DecisionTable, kev: CaseKev): CaseDecision =>
  decideWith(state, table, caseInputs(state, kev, [table]), kev);

/** By every table, the one that orders the work first. */
export function decideCaseByAll(state: CaseState, kev: CaseKev): readonly CaseDecision[] {
  const facts = caseInputs(state, kev);
  return DECISION_TABLES.map((table) => decideWith(state, table, facts, kev));
}

export const briefOf = (decision: CaseDecision): DecisionBrief => ({
  table: decision.table,
  outcome: decision.outcome.value,
  rank: decision.rank,
  dueAt: decision.dueAt,
  unknowns: decision.assumed.length,
});
