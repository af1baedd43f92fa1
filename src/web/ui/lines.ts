/** One line of a grouped table. Groups are in the order of their rows; `at` is the row's place among the rows. */
export type Line<R> =
  | { readonly kind: "group"; readonly key: string; readonly group: string }
  | { readonly kind: "row"; readonly key: string; readonly row: R; readonly at: number };

export type Grouping<R> = {
  readonly keyOf: (row: R) => string;
  readonly groupOf: ((row: R) => string) | undefined;
};

/**
 * Rows as lines, a head before each group. Given the lines of a shorter list with the same beginning, only what is new is
 * made, so that the thousandth page costs no more than the first.
 */
export function toLines<R>(
  rows: readonly R[],
  { keyOf, groupOf }: Grouping<R>,
  before?: { readonly rows: readonly R[]; readonly lines: readonly Line<R>[] },
): Line<R>[] {
  const kept = before && startsWith(rows, before.rows) ? before : { rows: [], lines: [] };
  const lines = kept.lines.slice();
  let group = groupOf && kept.rows.length > 0 ? groupOf(kept.rows.at(-1) as R) : undefined;
  for (let at = kept.rows.length; at < rows.length; at++) {
    const row = rows[at] as R;
    const next = groupOf?.(row);
    if (next !== undefined && next !== group)
      lines.push({ kind: "group", key: `group ${next}`, group: next });
    group = next;
    lines.push({ kind: "row", key: keyOf(row), row, at });
  }
  return lines;
}

/** Lists only ever grow at their end or are replaced; comparing both ends of the old one is enough. */
function startsWith<R>(rows: readonly R[], head: readonly R[]): boolean {
  const last = head.length - 1;
  return (
    rows.length >= head.length && (last < 0 || (rows[0] === head[0] && rows[last] === head[last]))
  );
}

/** The line of the next row in a direction, skipping group heads; where there is none, the line itself. */
export function nextRow<R>(lines: readonly Line<R>[], from: number, step: 1 | -1): number {
  for (let index = from + step; index >= 0 && index < lines.length; index += step)
    if (lines[index]?.kind === "row") return index;
  return lines[from]?.kind === "row" ? from : -1;
}

/** The line of a row's key, or that of the first row. */
export function lineOf<R>(lines: readonly Line<R>[], key: string | undefined): number {
  const found =
    key === undefined ? -1 : lines.findIndex((line) => line.kind === "row" && line.key === key);
  return found >= 0 ? found : nextRow(lines, -1, 1);
}
