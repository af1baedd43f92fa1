import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { EvaluationLine } from "#contract/evaluation/run.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { toDay } from "../../ui/instant.ts";
import { shortHash } from "../../ui/shortHash.ts";
import { evaluationsQuery } from "../queries.ts";
import type { ChangeView } from "./ComparePage.tsx";
import classes from "./compare.module.css";
import type { CompareView } from "./view.ts";

/** Which two runs. Those of one test set come first: only they can be set against each other case by case. */
export function ChooseRuns(props: { readonly view: CompareView; readonly onChange: ChangeView }) {
  const { view, onChange } = props;
  const query = useQuery(evaluationsQuery());
  return (
    <>
      <h1 className={classes.title}>Compare two runs</h1>
      <Asked query={query} what="the runs" lines={6}>
        {({ items }) =>
          items.length < 2 ? (
            <EmptyState page fact="There are no two runs yet.">
              Run the same test set on a second target, or on the same one with another prompt, and
              bring it here with <code>assay eval push</code>. <Link to="/evaluations">Runs</Link>
            </EmptyState>
          ) : (
            <div className={classes.choose}>
              <Choice
                label="A, the run before"
                items={items}
                other={items.find(({ ref }) => ref === view.b)}
                value={view.a}
                onValue={(a) => onChange({ a })}
              />
              <Choice
                label="B, the run that asks to go through"
                items={items}
                other={items.find(({ ref }) => ref === view.a)}
                value={view.b}
                onValue={(b) => onChange({ b })}
              />
            </div>
          )
        }
      </Asked>
    </>
  );
}

function Choice(props: {
  readonly label: string;
  readonly items: readonly EvaluationLine[];
  readonly other: EvaluationLine | undefined;
  readonly value: string | undefined;
  readonly onValue: (ref: string | undefined) => void;
}) {
  const { items, other } = props;
  const offered = items.filter(({ ref }) => ref !== other?.ref);
  const paired = offered.filter(({ testSet }) => testSet === other?.testSet);
  const rest = offered.filter((one) => !paired.includes(one));
  const option = (run: EvaluationLine) => ({ value: run.ref, label: nameOf(run) });
  return (
    <NativeSelect
      label={props.label}
      value={props.value ?? ""}
      onChange={(event) => props.onValue(event.currentTarget.value || undefined)}
      data={[
        { value: "", label: "Choose a run" },
        ...(paired.length > 0 ? [{ group: "Same test set", items: paired.map(option) }] : []),
        ...(other === undefined
          ? rest.map(option)
          : rest.length > 0
            ? [{ group: "Other test sets, compared unpaired", items: rest.map(option) }]
            : []),
      ]}
    />
  );
}

const nameOf = ({ ref, title, model, testSet, startedAt }: EvaluationLine): string =>
  `${ref}, ${title}, ${model}, ${toDay(new Date(startedAt))}, test set ${shortHash(testSet)}`;
