import type { Batch, BatchLine, Receipt } from "#contract/clearinghouse/report.ts";

export type Refused = { readonly line: number; readonly problems: Receipt["problems"] };
export type Tally = {
  readonly done: number;
  readonly stored: number;
  readonly known: number;
  readonly refused: number;
  readonly new: number;
  readonly same: number;
  readonly proposed: number;
  /** The first few refused lines; the server keeps all. */
  readonly first: readonly Refused[];
};

export const NOTHING: Tally = {
  done: 0,
  stored: 0,
  known: 0,
  refused: 0,
  new: 0,
  same: 0,
  proposed: 0,
  first: [],
};

const KEPT = 5;

/** Adds one answer line. `before` is the number of lines in earlier parts of the same file. */
export function add(tally: Tally, line: BatchLine, before: number): Tally {
  const match = { new: tally.new, same: tally.same, proposed: tally.proposed };
  for (const finding of line.findings) if (finding.match) match[finding.match] += 1;
  const refused = line.status === "refused";
  return {
    ...tally,
    ...match,
    done: tally.done + 1,
    [line.status]: tally[line.status] + 1,
    first:
      refused && tally.first.length < KEPT
        ? [...tally.first, { line: before + line.line, problems: line.problems }]
        : tally.first,
  };
}

/** What the server says of a part under way, on top of the parts before it: the browser reads no answer line until it is sent whole. */
export const withBatch = (before: Tally, batch: Batch): Tally => ({
  ...before,
  done: before.done + batch.lines,
  stored: before.stored + batch.stored,
  known: before.known + batch.known,
  refused: before.refused + batch.refused,
  new: before.new + (batch.matched?.new ?? 0),
  same: before.same + (batch.matched?.same ?? 0),
  proposed: before.proposed + (batch.matched?.proposed ?? 0),
});

const figure = new Intl.NumberFormat("en");

/** "7,214 of 10,000, 118 a second, 24 s left". The rate is that of the whole time so far. */
export function pace(done: number, total: number | undefined, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [
    total === undefined ? figure.format(done) : `${figure.format(done)} of ${figure.format(total)}`,
  ];
  if (rate >= 1) parts.push(`${figure.format(Math.round(rate))} a second`);
  if (rate > 0 && total !== undefined && done < total)
    parts.push(`${span((total - done) / rate)} left`);
  return parts.join(", ");
}

const span = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
