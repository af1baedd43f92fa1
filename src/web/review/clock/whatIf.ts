import { type Day, daysBetween } from "#core/clearinghouse/day.ts";

type Line = {
  readonly state: "not-started" | "running" | "ended";
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly today: Day | null;
  readonly line: string;
};

/** One policy drawn over the same days. `elapsed` and `rest` in percent of the longest; `null` where no window has begun. */
export type WhatIfRow = {
  readonly name: string;
  readonly isInForce: boolean;
  readonly line: string;
  readonly ends: Day | null;
  readonly against: string;
  readonly bar: { readonly elapsed: number; readonly rest: number } | null;
};

/** What is in force first, then the others, shortest first. */
export function whatIfRows(
  inForce: Line,
  policies: readonly { readonly policy: string; readonly days: number; readonly clock: Line }[],
): WhatIfRow[] {
  const others = [...policies].sort((a, b) => a.days - b.days);
  const longest = Math.max(...[inForce, ...others.map(({ clock }) => clock)].map(daysOf));
  return [
    rowOf("In force", inForce, inForce, longest, true),
    ...others.map(({ policy, clock }) => rowOf(policy, clock, inForce, longest, false)),
  ];
}

const daysOf = ({ firstDay, lastDay }: Line): number =>
  firstDay === null || lastDay === null ? 0 : daysBetween(firstDay, lastDay) + 1;

function rowOf(
  name: string,
  line: Line,
  inForce: Line,
  longest: number,
  isInForce: boolean,
): WhatIfRow {
  const days = daysOf(line);
  const reached = line.state === "ended" ? days : reachedOf(line);
  const share = (n: number) => Math.round((n / longest) * 10_000) / 100;
  return {
    name,
    isInForce,
    line: line.line,
    ends: line.lastDay,
    against: isInForce ? "" : against(line.lastDay, inForce.lastDay),
    bar: days === 0 ? null : { elapsed: share(reached), rest: share(days - reached) },
  };
}

const reachedOf = ({ firstDay, today }: Line): number =>
  firstDay === null || today === null ? 0 : daysBetween(firstDay, today) + 1;

function against(ends: Day | null, inForce: Day | null): string {
  if (ends === null || inForce === null) return "";
  const days = daysBetween(inForce, ends);
  if (days === 0) return "the same day";
  const span = Math.abs(days) === 1 ? "1 day" : `${Math.abs(days)} days`;
  return days > 0 ? `${span} later` : `${span} earlier`;
}
