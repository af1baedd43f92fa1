import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { Section } from "../../ui/Page.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { dimensionSays, figure, outcomeSays } from "../outcomeSays.ts";
import { ForestPlot, PlotKey } from "../plot/ForestPlot.tsx";
import { toGroups } from "../run/plotGroups.ts";
import { UnscoredBox } from "../UnscoredBox.tsx";
import type { ChangeView } from "./ComparePage.tsx";
import type { CompareView } from "./view.ts";

/** Rates of both runs on one axis. A row that is chosen narrows the trials beside it. */
export function ComparedRates(props: {
  readonly page: ComparisonPage;
  readonly view: CompareView;
  readonly onChange: ChangeView;
}) {
  const { page, view, onChange } = props;
  const rows = page.rows.filter(({ dimension }) => dimension === page.dimension);
  const rated = rows.map(({ stance, category, a, b }) => ({ stance, category, arms: [a, b] }));
  const without = rows.filter(
    ({ category, b }) => category !== null && b !== null && b.n === 0 && isUnscored(b.excluded),
  );
  return (
    <Section
      title={`Rates, ${dimensionSays(page.dimension)}`}
      fact="Wilson, 95%; a rate is never shown without its n and judge"
    >
      {page.dimensions.length > 1 && (
        <Switch
          label="Rates of"
          isLabelHidden
          values={page.dimensions}
          chosen={page.dimension}
          says={dimensionSays}
          onChoose={(dimension) => onChange({ dimension, category: undefined, at: undefined })}
        />
      )}
      <ForestPlot
        label={`Rates of ${dimensionSays(page.dimension)} of runs A and B with 95 % intervals`}
        groups={toGroups(rated, page.gate.limit)}
        chosen={view.category}
        onChoose={(category) =>
          onChange({
            category: category === view.category ? undefined : category,
            at: undefined,
          })
        }
      />
      <PlotKey isPair bound={page.gate.limit}>
        {excludedOf(page)}
      </PlotKey>
      <UnscoredBox categories={without.flatMap(({ category }) => category ?? [])} />
    </Section>
  );
}

type Excluded = NonNullable<ComparisonPage["rows"][number]["b"]>["excluded"];
const isUnscored = (excluded: Excluded): boolean =>
  excluded.some(({ reason, n }) => reason === "unscored" && n > 0);

/** What neither rate counts, of B's whole run. */
function excludedOf({ rows, dimension }: ComparisonPage): string {
  const whole = rows.filter((row) => row.dimension === dimension && row.category === null);
  const all = whole.find(({ stance }) => stance === null) ?? whole[0];
  const said = (["a", "b"] as const).flatMap((side) => {
    const excluded = all?.[side]?.excluded ?? [];
    const words = excluded.map(({ reason, n }) => `${figure.format(n)} ${outcomeSays(reason, "")}`);
    return words.length === 0 ? [] : [`${side.toUpperCase()}: ${words.join(", ")}`];
  });
  return said.length === 0 ? "none excluded" : `excluded, ${said.join("; ")}`;
}
