import type { GuardFigures } from "#contract/guard/figure.ts";
import type { Action } from "#core/guard/verdict.ts";

type Day = GuardFigures["days"][number];
/** Parts of a bar, in per cent of the tallest; `few` where a count is kept back. */
export type Bar = {
  readonly day: string;
  readonly parts: readonly { readonly verdict: Action; readonly per: number }[];
  readonly isPartial: boolean;
};

const knownOf = ({ verdicts }: Day): number =>
  verdicts.reduce((sum, { count }) => sum + (count ?? 0), 0);

/** Bars of the days in order. Counts that are kept back have no height: a bar is at least what it shows. */
export function toBars(days: readonly Day[]): Bar[] {
  const tallest = Math.max(1, ...days.map(knownOf));
  return days
    .toSorted((a, b) => a.day.localeCompare(b.day))
    .map(({ day, verdicts }) => ({
      day,
      isPartial: verdicts.some(({ count }) => count === null),
      parts: verdicts.flatMap(({ verdict, count }) =>
        count === null || count === 0 ? [] : [{ verdict, per: (count / tallest) * 100 }],
      ),
    }));
}
