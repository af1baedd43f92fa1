export type DecisionShape = {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly values: readonly string[];
    readonly outcome: string;
    readonly fired: boolean;
  }[];
  readonly inputs: readonly {
    readonly name: string;
    readonly label: string;
    readonly value: string | null;
    readonly readAs: string | null;
  }[];
};

/** Tables up to this many rows are shown whole. */
const WHOLE = 6;

/** The rows worth showing at first: all of a short table, else the fired one with its neighbours. */
export function rowsInView(table: DecisionShape, all: boolean): DecisionShape["rows"] {
  if (all || table.rows.length <= WHOLE) return table.rows;
  const fired = Math.max(
    0,
    table.rows.findIndex((row) => row.fired),
  );
  const from = Math.min(Math.max(0, fired - 2), table.rows.length - 5);
  return table.rows.slice(from, from + 5);
}

/** What an unknown input was read as, by the column it stands in; columns whose input is known are absent. */
export function unknownColumns(table: DecisionShape): Map<number, string | null> {
  const unknown = new Map<number, string | null>();
  table.columns.forEach((column, index) => {
    const input = table.inputs.find(({ label, name }) => label === column || name === column);
    if (input?.value === null) unknown.set(index, input.readAs);
  });
  return unknown;
}
