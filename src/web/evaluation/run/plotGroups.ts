import type { EvaluationPage, Figure } from "#contract/evaluation/run.ts";
import type { PlotGroup, PlotRow } from "../plot/ForestPlot.tsx";
import { type Arm, isAsked } from "../plot/forest.ts";

type Stance = NonNullable<Figure["stance"]>;
export const STANCE_TITLES: Readonly<Record<Stance | "none", string>> = {
  impermissible: "Impermissible, lower is better",
  permissible: "Permissible, refusals counted",
  none: "All trials",
};
export const TOTALS: Readonly<Record<Stance | "none", string>> = {
  impermissible: "All impermissible",
  permissible: "All permissible",
  none: "Whole run",
};

/** A row of a plot before it is drawn: of one run, or of two side by side. */
export type Rated = {
  readonly stance: Stance | null;
  readonly category: string | null;
  readonly arms: readonly (Arm | null)[];
};

/** Categories by stance, in their order, without those that were not asked in this respect; each group with its total; a total of a single category says nothing new and is left out. */
export function toGroups(rows: readonly Rated[], bound: number | null = null): PlotGroup[] {
  const groups = (["impermissible", "permissible"] as const).map((stance) => {
    const own = rows.filter((row) => row.stance === stance && row.arms.some(isWorthwhile));
    const categories = own.filter(({ category }) => category !== null);
    const totals = categories.length === 1 ? [] : own.filter(({ category }) => category === null);
    return {
      title: STANCE_TITLES[stance],
      bound: stance === "impermissible" ? bound : null,
      rows: [...categories, ...totals].map((row) => toRow(row, stance)),
    };
  });
  const whole = rows.filter(({ stance }) => stance === null).map((row) => toRow(row, "none"));
  const all = [...groups, { title: STANCE_TITLES.none, bound: null, rows: whole }];
  const shown = all.filter((group) => group.rows.length > 0);
  // What all trials come to together mixes what may happen with what may not: it stands alone or not at all.
  return shown.length > 1 ? shown.filter(({ title }) => title !== STANCE_TITLES.none) : shown;
}

const isWorthwhile = (arm: Arm | null): boolean => arm !== null && isAsked(arm);

const toRow = ({ category, arms }: Rated, stance: Stance | "none"): PlotRow => ({
  key: category ?? `total ${stance}`,
  label: category ?? TOTALS[stance],
  isTotal: category === null,
  arms,
});

/** The figures of a run in one dimension. */
export const ratedOf = (page: Pick<EvaluationPage, "figures">, dimension: string): Rated[] =>
  page.figures
    .filter((one) => one.dimension === dimension)
    .map(({ stance, category, rate }) => ({ stance, category, arms: [rate] }));

/** The one figure of a run that stands for it: all impermissible categories in its first dimension, or all trials where it has none. */
export function headlineOf(page: Pick<EvaluationPage, "figures" | "dimensions">) {
  const totals = page.figures.filter(
    ({ dimension, category }) => dimension === page.dimensions[0] && category === null,
  );
  return (
    totals.find(({ stance }) => stance === "impermissible") ??
    totals.find(({ stance }) => stance === null)
  );
}
