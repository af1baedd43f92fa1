import type { Json } from "../../canonicalJson.ts";
import type { RecordBody } from "./recordLine.ts";
import type { RecordSummary } from "./recordSummary.ts";

/**
 * The taking of a record is an entry itself, and the record's last line: how many entries about the review the log had, up to
 * and with the one at `through`. A record that leaves out a line does not have as many.
 */
export type Taken = {
  readonly events: number;
  readonly accesses: number;
  readonly others: number;
  /** Index in the log; -1 for none. */
  readonly through: number;
  /** Tells this taking from others. */
  readonly id: string;
};

export const TAKEN = "review.exported";

const isCount = (value: Json | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value);

export function readTaken({ kind, detail }: RecordBody): Taken | undefined {
  if (kind !== TAKEN || typeof detail !== "object" || detail === null || Array.isArray(detail))
    return undefined;
  const { events, accesses, others, through, id } = detail as { readonly [name: string]: Json };
  if (!isCount(events) || !isCount(accesses) || !isCount(others) || !isCount(through))
    return undefined;
  return typeof id === "string" ? { events, accesses, others, through, id } : undefined;
}

/** What the lines before the last one lack, or have too many of. */
export function whyIncomplete(
  { events, accesses, others, through }: Taken,
  lines: RecordSummary["lines"],
  lastIndex: number,
): string | undefined {
  const has = lines.events + lines.accesses + lines.others + lines.closed;
  const had = events + accesses + others;
  if (has !== had) return `the log had ${had} entries about this review; the record has ${has}`;
  if (lastIndex !== through) return "its lines do not end where the log did";
  const tooMany = lines.events > events || lines.accesses > accesses || lines.others > others;
  return tooMany ? "its lines are not of the kinds that the log had" : undefined;
}
