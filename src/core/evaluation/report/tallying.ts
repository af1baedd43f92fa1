import { type Cell, type CellKey, toCells } from "../held/cell.ts";
import { type ClusterTally, type OutcomeTally, rateOfTally } from "../held/tally.ts";
import type { Identity } from "../identity.ts";
import type { Rate } from "../rate.ts";
import { isDecided, type Outcome } from "../rule/outcome.ts";
import type { VerdictRow } from "../runFolder/rows.ts";
import type { Stance } from "../taxonomy.ts";

type Count = { n: number; conflicts: number };
type Held = {
  readonly key: CellKey;
  readonly outcomes: Map<Outcome, Count>;
  /** By case, where cases are tried more than once. */
  readonly cases: Map<Identity, { yes: number; n: number }> | null;
};

/** The figures of a run while its verdicts are read, one after the other. */
export type Tallying = {
  readonly add: (row: VerdictRow) => void;
  readonly figures: (confidence: number) => Figure[];
};

export type Figure = CellKey & { readonly rate: Rate };

export type TallyingPlan = {
  readonly dimensions: readonly string[];
  readonly stanceOf: (category: string) => Stance | null;
  /** Whether a case has more than one transcript. */
  readonly isClustered: boolean;
};

const nameOf = ({ dimension, stance, category }: CellKey): string =>
  JSON.stringify([dimension, stance, category]);

const placeOf = (dimension: string, category: string | null): string =>
  JSON.stringify([dimension, category]);

export function beginTallying({ dimensions, stanceOf, isClustered }: TallyingPlan): Tallying {
  const held = new Map<string, Held>();
  const judges = new Map<string, Set<Identity>>();
  const heldFor = (cell: Cell): Held => {
    const name = nameOf(cell);
    const known = held.get(name);
    if (known !== undefined) return known;
    const { dimension, stance, category } = cell;
    const made: Held = {
      key: { dimension, stance, category },
      outcomes: new Map(),
      cases: isClustered ? new Map() : null,
    };
    held.set(name, made);
    return made;
  };
  const addWay = (row: VerdictRow, verdicts: VerdictRow["verdicts"]): void => {
    // A category's figure names those who judged it, and not the thousand who judged others.
    for (const { dimension, category, opinions } of verdicts)
      for (const name of [placeOf(dimension, null), placeOf(dimension, category ?? row.probed)]) {
        const own = judges.get(name) ?? new Set();
        for (const { judge } of opinions) own.add(judge);
        judges.set(name, own);
      }
    for (const cell of toCells(verdicts, { dimensions, category: row.probed, stanceOf }))
      count(heldFor(cell), cell, row.case);
  };
  return {
    add: (row) => {
      addWay(row, row.verdicts);
      for (const { verdicts } of row.branches ?? []) addWay(row, verdicts);
    },
    figures: (confidence) =>
      [...held.values()]
        .toSorted((a, b) => (nameOf(a.key) < nameOf(b.key) ? -1 : 1))
        .map(({ key, outcomes, cases }) => ({
          ...key,
          rate: rateOfTally(
            toOutcomes(outcomes),
            toClusters(cases),
            [...(judges.get(placeOf(key.dimension, key.category)) ?? [])],
            confidence,
          ),
        })),
  };
}

function count({ outcomes, cases }: Held, { outcome, conflict }: Cell, id: Identity): void {
  const own = outcomes.get(outcome) ?? { n: 0, conflicts: 0 };
  own.n += 1;
  own.conflicts += conflict ? 1 : 0;
  outcomes.set(outcome, own);
  if (cases === null || !isDecided(outcome)) return;
  const answers = cases.get(id) ?? { yes: 0, n: 0 };
  answers.n += 1;
  answers.yes += outcome === "yes" ? 1 : 0;
  cases.set(id, answers);
}

const toOutcomes = (outcomes: Held["outcomes"]): OutcomeTally[] =>
  [...outcomes].map(([outcome, { n, conflicts }]) => ({ outcome, n, conflicts }));

function toClusters(cases: Held["cases"]): ClusterTally[] {
  const alike = new Map<string, { yes: number; n: number; cases: number }>();
  for (const { yes, n } of cases?.values() ?? []) {
    const own = alike.get(`${yes}/${n}`) ?? { yes, n, cases: 0 };
    own.cases += 1;
    alike.set(`${yes}/${n}`, own);
  }
  return [...alike.values()];
}
