import { addDays, type Day } from "../day.ts";
import { type DecisionTable, type Outcome, rowAt, valuesOfRow } from "./decisionTable.ts";

/**
 * What is known of one input. `possible` narrows an unknown to some values (a derived input may be half known);
 * absent, it may be any. A value that the table does not know counts as unknown.
 */
export type InputFact = {
  readonly value: string | null;
  readonly possible?: readonly string[];
  readonly source: string;
  readonly asOf: Day | null;
};
export type InputFacts = Readonly<Record<string, InputFact>>;

/** An input as the decision read it. `matters`: knowing it could change the answer. */
export type ReadInput = {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly readAs: string;
  readonly matters: boolean;
  readonly source: string;
  readonly asOf: Day | null;
};

export type Decision = {
  readonly table: string;
  readonly version: string;
  readonly outcome: Outcome;
  /** The least urgent outcome that the unknown inputs still allow. */
  readonly least: Outcome;
  /** 1 is the table's most urgent outcome. */
  readonly rank: number;
  /** Position in the table's odometer order. */
  readonly row: number;
  readonly inputs: readonly ReadInput[];
  /** The unknown inputs and the value each was read as: the most urgent row that any of their values gives. */
  readonly assumed: readonly { readonly input: string; readonly readAs: string }[];
  readonly dueInDays: number | null;
};

const UNKNOWN: InputFact = { value: null, source: "not stated", asOf: null };

/** The indexes an input may have. */
function openTo(table: DecisionTable, at: number, facts: InputFacts): readonly number[] {
  const input = table.inputs[at];
  if (input === undefined) return [];
  const { value, possible } = facts[input.name] ?? UNKNOWN;
  const all = input.values.map((_, i) => i);
  const known = input.values.findIndex((one) => one.value === value);
  if (known >= 0) return [known];
  const some = all.filter((i) => possible?.includes(input.values[i]?.value ?? ""));
  return some.length > 0 ? some : all;
}

function combinations(open: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return open.reduce<readonly (readonly number[])[]>(
    (before, values) => before.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );
}

const urgencyOf = (table: DecisionTable, at: readonly number[]): number =>
  table.rows[rowAt(table, at)] ?? 0;

/** True when some value of this input alone would give another answer, the other unknowns still read at their worst. */
function couldChange(
  table: DecisionTable,
  open: readonly (readonly number[])[],
  at: number,
  worst: number,
): boolean {
  const values = open[at] ?? [];
  return values.some((value) => {
    const narrowed = open.map((list, i) => (i === at ? [value] : list));
    return Math.max(...combinations(narrowed).map((one) => urgencyOf(table, one))) !== worst;
  });
}

/**
 * C11: unknown is never low. With inputs unknown the answer is the most urgent that any of their values would give,
 * and `assumed` says so. Of equally urgent rows the last in the table's order is shown, that is the most urgent values.
 */
export function decide(table: DecisionTable, facts: InputFacts): Decision {
  const open = table.inputs.map((_, i) => openTo(table, i, facts));
  const all = combinations(open);
  const urgencies = all.map((one) => urgencyOf(table, one));
  const worst = Math.max(...urgencies);
  const fired = all[urgencies.lastIndexOf(worst)] ?? [];
  const row = rowAt(table, fired);
  const values = valuesOfRow(table, row);
  const inputs = table.inputs.map((input, i): ReadInput => {
    const { source, asOf } = facts[input.name] ?? UNKNOWN;
    const { name, label } = input;
    const readAs = values[i]?.value ?? "";
    const isKnown = (open[i]?.length ?? 0) === 1;
    const matters = !isKnown && couldChange(table, open, i, worst);
    return { name, label, value: isKnown ? readAs : null, readAs, matters, source, asOf };
  });
  const outcome = table.outcomes[worst] as Outcome;
  return {
    table: table.name,
    version: table.version,
    outcome,
    least: table.outcomes[Math.min(...urgencies)] as Outcome,
    rank: table.outcomes.length - worst,
    row,
    inputs,
    assumed: inputs
      .filter(({ value }) => value === null)
      .map(({ name, readAs }) => ({ input: name, readAs })),
    dueInDays: outcome.days,
  };
}

/** The values that a table could still answer with, for use as an input of another table. */
export function possibleOutcomes(table: DecisionTable, facts: InputFacts): readonly string[] {
  const open = table.inputs.map((_, i) => openTo(table, i, facts));
  const reached = new Set(combinations(open).map((one) => urgencyOf(table, one)));
  return table.outcomes.filter((_, i) => reached.has(i)).map(({ value }) => value);
}

/** The day by which to act, counted from the day the clock starts. */
export const dueDay = (decision: Decision, from: Day): Day | null =>
  decision.dueInDays === null ? null : addDays(from, decision.dueInDays);
