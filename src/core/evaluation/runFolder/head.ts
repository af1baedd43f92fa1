import { z } from "zod";
import { NOTHING_USED, type Used } from "../run/budget.ts";
import { TRIAL_ENDS, type TrialEnd } from "../trial.ts";
import type { TrialRow, VerdictRow } from "./rows.ts";

/** What going on with a run needs of a line. */
export type TrialHead = {
  readonly ordinal: number;
  readonly attempt: number;
  readonly end: TrialEnd;
  readonly used: Used;
};

const whole = z.number().int().nonnegative();
const VerdictLine = z.object({
  ordinal: whole,
  attempt: whole,
  used: z.object({ calls: whole, tokens: whole, cost: z.number() }).default(NOTHING_USED),
});
const TrialLine = VerdictLine.extend({ end: z.enum(TRIAL_ENDS) });

/** Of a line that another tool wrote, or that another order of its members made longer to read. */
function parseHead<T>(line: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** The head stands first, so that a hundred thousand long lines need not be read whole to go on. */
export function toTrialLine(row: TrialRow): string {
  const { ordinal, attempt, end, used, ...rest } = row;
  const { calls, tokens, cost } = used;
  return JSON.stringify({ ordinal, attempt, end, used: { calls, tokens, cost }, ...rest });
}

const TRIAL_HEAD =
  /^\{"ordinal":(\d+),"attempt":(\d+),"end":"(\w+)","used":\{"calls":(\d+),"tokens":(\d+),"cost":([-+.\de]+)\},.*\}$/s;

/** Null for a line that is none: somebody else changed the file. */
export function readTrialHead(line: string): TrialHead | null {
  const [, ordinal, attempt, end, calls, tokens, cost] = TRIAL_HEAD.exec(line) ?? [];
  if (ordinal === undefined) return parseHead(line, TrialLine);
  return {
    ordinal: Number(ordinal),
    attempt: Number(attempt),
    end: end as TrialEnd,
    used: { calls: Number(calls), tokens: Number(tokens), cost: Number(cost) },
  };
}

export function toVerdictLine(row: VerdictRow): string {
  const { ordinal, attempt, used, ...rest } = row;
  const { calls, tokens, cost } = used;
  return JSON.stringify({ ordinal, attempt, used: { calls, tokens, cost }, ...rest });
}

const VERDICT_HEAD =
  /^\{"ordinal":(\d+),"attempt":(\d+),"used":\{"calls":(\d+),"tokens":(\d+),"cost":([-+.\de]+)\},.*\}$/s;

export function readVerdictHead(line: string): Omit<TrialHead, "end"> | null {
  const [, ordinal, attempt, calls, tokens, cost] = VERDICT_HEAD.exec(line) ?? [];
  if (ordinal === undefined) return parseHead(line, VerdictLine);
  return {
    ordinal: Number(ordinal),
    attempt: Number(attempt),
    used: { calls: Number(calls), tokens: Number(tokens), cost: Number(cost) },
  };
}
