import { Menu } from "@mantine/core";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { dimensionSays, outcomeSays } from "../outcomeSays.ts";
import { Find } from "./Find.tsx";
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
        <button
          type="button"
          className={`${classes.chip} ${classes.reset}`}
          onClick={() => filter({ ...ALL_TRIALS, dimension: view.dimension })}
        >
          Reset
        </button>
      )}
      <Find text={view.text} onText={(text) => filter({ text })} />
    </div>
  );
}

const SHOWS: Readonly<Record<TrialView["show"], string>> = {
  all: "all",
  disagreement: "disagreements only",
  conflict: "conflicts only",
  unscored: "unscored only",
};

function Chip<const T extends string>(props: {
  readonly name: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly says?: (value: T) => string;
  readonly onValue: (value: T) => void;
}) {
  const says = props.says ?? ((value: T) => value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.chip}>
          <span className="dim">{props.name}</span> {says(props.value)}
          <span className="dim" aria-hidden="true">
            ▾
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={props.value}
          onChange={(chosen) => {
            const value = props.values.find((one) => one === chosen);
            if (value !== undefined) props.onValue(value);
          }}
        >
          {props.values.map((value) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {says(value)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
