import type { CaseState } from "../caseState.ts";
import { type CaseKev, decideCase } from "../priority/caseDecision.ts";
import { type DecisionTable, valuesOfRow } from "../priority/decisionTable.ts";
import { DECISION_TABLES } from "../priority/tables/all.ts";

/** One table with the row that fired, every input with value and source. `readAs`: what an unknown was read as. */
export function decisionView(state: CaseState, table: DecisionTable, kev: CaseKev) {
  const decision = decideCase(state, table, kev);
  const inputOf = (name: string) => table.inputs.find((input) => input.name === name);
  const labelOf = (name: string, value: string) =>
    inputOf(name)?.values.find((one) => one.value === value)?.label ?? value;
  return {
    table: table.name,
    title: table.title,
    version: table.version,
    outcome: decision.outcome.label,
    dueDays: decision.dueInDays,
    dueAt: decision.dueAt,
    columns: table.inputs.map(({ label }) => label),
    rows: table.rows.map((outcome, row) => ({
      values: valuesOfRow(table, row).map(({ label }) => label),
      outcome: table.outcomes[outcome]?.label ?? "",
      fired: row === decision.row,
    })),
    inputs: decision.inputs.map(({ name, label, value, readAs, source, asOf }) => ({
      name,
      label,
      value,
      readAs: value === null ? labelOf(name, readAs) : null,
      source,
      asOf,
      choices: inputOf(name)?.values.map((one) => ({ value: one.value, label: one.label })) ?? [],
    })),
  };
}

export function decisionViews(state: CaseState, kev: CaseKev) {
  const [first, ...others] = DECISION_TABLES.map((table) => decisionView(state, table, kev));
  if (first === undefined) throw new Error("There is no decision table.");
  return { first, others };
}
