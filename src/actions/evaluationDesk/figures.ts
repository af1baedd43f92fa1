import type { Asker } from "#core/access/asker.ts";
import { type OutcomeTally, rateOfTally } from "#core/evaluation/held/tally.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import type { Rate } from "#core/evaluation/rate.ts";
import type { Outcome } from "#core/evaluation/rule/outcome.ts";
import type { Stance } from "#core/evaluation/taxonomy.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { countCells, countClusters } from "#store/evaluation/figure.ts";
import { keepFigures, type StoredRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { contentOf, type DeclaredJudge } from "./content.ts";

/** One row of the forest plot. */
export type Figure = {
  readonly dimension: string;
  readonly stance: Stance | null;
  readonly category: string | null;
  readonly trials: number;
  readonly rate: Rate;
};

type Named = { readonly dimension: string; readonly stance: string; readonly category: string };
const nameOf = ({ dimension, stance, category }: Named): string =>
  JSON.stringify([dimension, stance, category]);

/** Judges that have part in a figure. */
const judgesOf = (judges: readonly DeclaredJudge[], { dimension, category }: Named): Identity[] =>
  judges
    .filter(
      (judge) =>
        judge.dimension === dimension &&
        (judge.category === null || category === "" || judge.category === category),
    )
    .map(({ id }) => id);

/** Every figure of a run, counted by the database and made a rate by the core. */
export async function computeFigures(tx: Tx, run: StoredRun): Promise<Figure[]> {
  const { judges, configuration } = contentOf(run);
  const cells = await countCells(tx, run.id);
  const clusters = configuration.repetitions > 1 ? await countClusters(tx, run.id) : [];
  const clustersOf = Map.groupBy(clusters, nameOf);
  return [...Map.groupBy(cells, nameOf)].flatMap(([name, own]) => {
    const [first] = own;
    if (!first) return [];
    const tally = own.map(
      ({ outcome, n, conflicts }): OutcomeTally => ({ outcome: outcome as Outcome, n, conflicts }),
    );
    return [
      {
        dimension: first.dimension,
        stance: first.stance === "" ? null : (first.stance as Stance),
        category: first.category === "" ? null : first.category,
        trials: tally.reduce((sum, { n }) => sum + n, 0),
        rate: rateOfTally(tally, clustersOf.get(name) ?? [], judgesOf(judges, first)),
      },
    ];
  });
}

/** What stands for the whole of a run: all impermissible categories together, else all trials. */
export const headlineOf = (figures: readonly Figure[], dimension: string): Figure | undefined => {
  const own = figures.filter((one) => one.dimension === dimension && one.category === null);
  return (
    own.find(({ stance }) => stance === "impermissible") ??
    own.find(({ stance }) => stance === null)
  );
};

/** While a run goes on, figures may be this much behind: a run of 100,000 trials is not counted at every look. */
const BEHIND_MS = 5_000;

/** The figures of a run, from what is kept where it is not behind. Keeps what it had to count. */
export async function readFigures(
  tx: Tx,
  { now }: Pick<Deps, "now">,
  asker: Asker,
  run: StoredRun,
  behindMs: number = BEHIND_MS,
): Promise<readonly Figure[]> {
  const age = now().getTime() - (run.figuredAt?.getTime() ?? 0);
  const isFresh = run.figured === run.edition || (run.state === "running" && age < behindMs);
  if (run.figures !== null && isFresh) return JSON.parse(run.figures) as Figure[];
  const figures = await computeFigures(tx, run);
  await asDesk(tx, asker, () => keep(tx, run, figures, now()));
  return figures;
}

async function keep(tx: Tx, run: StoredRun, figures: readonly Figure[], at: Date): Promise<void> {
  const headline = headlineOf(figures, run.dimension);
  await keepFigures(
    tx,
    run.id,
    {
      edition: run.edition,
      figures: JSON.stringify(figures),
      headline:
        headline === undefined
          ? null
          : JSON.stringify({ ...headline.rate, dimension: headline.dimension }),
    },
    at,
  );
}
