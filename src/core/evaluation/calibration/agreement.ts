import { type CohenKappa, cohenKappa } from "../statistics/cohenKappa.ts";
import { CONFIDENCE } from "../statistics/interval.ts";
import { krippendorffAlpha } from "../statistics/krippendorff.ts";
import { type Label, toUnits } from "./label.ts";

/** How far people agree with each other. */
export type LabelAgreement = {
  /** Labelled by two people or more. */
  readonly doubled: number;
  /** Krippendorff's α over all people, nominal; null where nothing can be said. */
  readonly alpha: number | null;
  /** Of each two who labelled the same. */
  readonly pairs: readonly {
    readonly people: readonly [string, string];
    readonly kappa: CohenKappa;
  }[];
};

const ORDER: readonly Label["outcome"][] = ["yes", "no", "not_applicable", "inconclusive"];

/** Of labels in one respect or several; a unit that one person labelled says nothing of agreement. */
export function toAgreement(
  labels: readonly Label[],
  confidence: number = CONFIDENCE,
): LabelAgreement {
  const units = toUnits(labels).filter((unit) => unit.length > 1);
  const people = [...new Set(units.flat().map(({ person }) => person))].sort();
  const ratings = units.map((unit) => unit.map(({ outcome }) => ORDER.indexOf(outcome)));
  const pairs = people.flatMap((one, i) =>
    people.slice(i + 1).flatMap((other) => {
      const table = toTable(units, one, other);
      const n = table.flat().reduce((sum, count) => sum + count, 0);
      return n === 0
        ? []
        : [{ people: [one, other] as const, kappa: cohenKappa(table, confidence) }];
    }),
  );
  return { doubled: units.length, alpha: krippendorffAlpha(ratings, "nominal"), pairs };
}

function toTable(units: readonly (readonly Label[])[], one: string, other: string): number[][] {
  const table = ORDER.map(() => ORDER.map(() => 0));
  for (const unit of units) {
    const first = unit.find(({ person }) => person === one);
    const second = unit.find(({ person }) => person === other);
    if (first === undefined || second === undefined) continue;
    const row = table[ORDER.indexOf(first.outcome)];
    const column = ORDER.indexOf(second.outcome);
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}
