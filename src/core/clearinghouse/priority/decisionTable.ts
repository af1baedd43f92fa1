/** One value of an input or outcome. `key` is the letter the published table uses. */
export type PointValue = { readonly value: string; readonly key: string; readonly label: string };

/** An input of decision tables; `values` from least to most urgent, as published. `id` is the published namespace:key:version. */
export type DecisionPoint = {
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly values: readonly PointValue[];
};

/** `days`: act within so many calendar days; `null` where the table names none. */
export type Outcome = PointValue & { readonly days: number | null; readonly forensic: boolean };

/** A decision as data: one outcome per combination of values, in odometer order (the last input turns fastest). */
export type DecisionTable = {
  readonly name: string;
  readonly title: string;
  readonly id: string;
  readonly version: string;
  readonly source: string;
  readonly inputs: readonly DecisionPoint[];
  readonly outcome: { readonly id: string; readonly label: string };
  /** From least to most urgent. */
  readonly outcomes: readonly Outcome[];
  /** Index into `outcomes`. */
  readonly rows: readonly number[];
};

/** `value|KEY|Label` per value, from least to most urgent. */
export function point(name: string, id: string, label: string, ...values: string[]): DecisionPoint {
  return { name, id, label, values: values.map(readValue) };
}

function readValue(text: string): PointValue {
  const [value = "", key = "", label = ""] = text.split("|");
  return { value, key, label };
}

/** An outcome is a value, with `|days` and `|forensic` behind it where the table sets a deadline. */
export function outcomesOf(...values: string[]): readonly Outcome[] {
  return values.map((text) => {
    const [, , , days, forensic] = text.split("|");
    return {
      ...readValue(text),
      days: days === undefined || days === "" ? null : Number(days),
      forensic: forensic === "forensic",
    };
  });
}

/** Reads `rows` written as the keys of the outcomes, in odometer order. A table that does not add up is a bug and throws. */
export function table(head: Omit<DecisionTable, "rows">, written: string): DecisionTable {
  const rows = written
    .trim()
    .split(/\s+/)
    .map((key) => head.outcomes.findIndex((outcome) => outcome.key === key));
  const size = head.inputs.reduce((product, { values }) => product * values.length, 1);
  if (rows.length !== size || rows.includes(-1))
    throw new Error(`The table ${head.name} has ${rows.length} rows of ${size}.`);
  return { ...head, rows };
}

/** Where a combination stands, each input by the index of its value. */
export const rowAt = (table: DecisionTable, at: readonly number[]): number =>
  table.inputs.reduce((row, { values }, i) => row * values.length + (at[i] ?? 0), 0);

/** The values of a row, in the order of the table's inputs. */
export function valuesOfRow(table: DecisionTable, row: number): readonly PointValue[] {
  let rest = row;
  return table.inputs
    .toReversed()
    .map(({ values }) => {
      const value = values[rest % values.length] as PointValue;
      rest = Math.floor(rest / values.length);
      return value;
    })
    .reverse();
}
