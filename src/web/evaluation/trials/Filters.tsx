import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { Chip, Reset } from "../../ui/Chip.tsx";
import { Find } from "../../ui/Find.tsx";
import { dimensionSays, outcomeSays } from "../outcomeSays.ts";
import classes from "./trials.module.css";
import { ALL_TRIALS, CHOICES, isFiltered, type TrialView } from "./view.ts";

type Props = {
  readonly page: Pick<EvaluationPage, "taxonomy" | "dimensions">;
  readonly view: TrialView;
  readonly dimension: string;
  readonly onChange: (part: Partial<TrialView>) => void;
};

/** The filters as chips: what is chosen is written out, a click offers the rest. */
export function Filters({ page, view, dimension, onChange }: Props) {
  const filter = (part: Partial<TrialView>) => onChange({ ...part, at: undefined, open: false });
  const categories = page.taxonomy.categories.map(({ name }) => name);
  return (
    <div className={classes.filters}>
      <Chip
        name="category"
        value={view.category}
        values={["any", ...categories]}
        onValue={(category) => filter({ category })}
      />
      <Chip
        name="stance"
        value={view.stance}
        values={CHOICES.stance}
        onValue={(stance) => filter({ stance })}
      />
      {page.dimensions.length > 1 && (
        <Chip
          name="verdict on"
          value={dimension}
          values={page.dimensions}
          says={dimensionSays}
          onValue={(chosen) => filter({ dimension: chosen })}
        />
      )}
      <Chip
        name="verdict"
        value={view.outcome}
        values={CHOICES.outcome}
        says={(outcome) => (outcome === "any" ? "any" : outcomeSays(outcome, dimension))}
        onValue={(outcome) => filter({ outcome })}
      />
      <Chip
        name="show"
        value={view.show}
        values={CHOICES.show}
        says={(show) => SHOWS[show]}
        onValue={(show) => filter({ show })}
      />
      {isFiltered(view) && (
        <Reset onClick={() => filter({ ...ALL_TRIALS, dimension: view.dimension })}>Reset</Reset>
      )}
      <Find
        className={classes.find}
        by="title"
        label="Filter by title of the case"
        text={view.text}
        onText={(text) => filter({ text })}
      />
    </div>
  );
}

const SHOWS: Readonly<Record<TrialView["show"], string>> = {
  all: "all",
  disagreement: "disagreements only",
  conflict: "conflicts only",
  unscored: "unscored only",
};
