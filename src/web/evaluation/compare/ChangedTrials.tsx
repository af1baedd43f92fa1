import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { figure, outcomeSays } from "../outcomeSays.ts";
import { evaluationQuery, numbersQuery, trialQuery } from "../queries.ts";
import { type Numbers, numberAt, placeOf } from "../trials/places.ts";
import { TrialBody } from "../trials/TrialPanel.tsx";
import { trialName } from "../trials/trialSays.ts";
import trialClasses from "../trials/trials.module.css";
import type { ChangeView } from "./ComparePage.tsx";
import classes from "./compare.module.css";
import type { CompareView } from "./view.ts";

const CHANGES = ["worse", "better"] as const;

type Props = {
  readonly page: ComparisonPage;
  readonly view: CompareView;
  readonly onChange: ChangeView;
};

/** The trials of B whose answer is worse or better than A's, one after another. */
export function ChangedTrials({ page, view, onChange }: Props) {
  const { change, category } = view;
  const filter = {
    against: page.a.ref,
    change,
    dimension: page.dimension,
    ...(category === undefined ? {} : { category }),
  };
  const query = useQuery(numbersQuery(page.b.ref, filter));
  return (
    <section aria-label="Trials that changed">
      <Switch
        label="Trials that are"
        isLabelHidden
        values={CHANGES}
        chosen={change}
        says={(one) => (
          <>
            {one} in B <span className="dim">{figure.format(page.changed[one])}</span>
          </>
        )}
        onChoose={(one) => onChange({ change: one, at: undefined })}
      >
        {category !== undefined && (
          <TextButton onClick={() => onChange({ category: undefined, at: undefined })}>
            of “{category}” ×
          </TextButton>
        )}
      </Switch>
      <Asked query={query} what="the trials that changed" lines={8}>
        {(list) => (
          <>
            <Walk page={page} view={view} onChange={onChange} list={list} />
            {category === undefined && page.changed[change] > list.total && (
              <p className="small dim">
                {figure.format(page.changed[change] - list.total)} more are yours to label, and
                shown once you have said what you see.
              </p>
            )}
          </>
        )}
      </Asked>
    </section>
  );
}

function Walk({ page, view, onChange, list }: Props & { readonly list: Numbers }) {
  const found = view.at === undefined ? 0 : Math.max(0, placeOf(list, view.at));
  const number = numberAt(list, found);
  const go = (to: number) => {
    const at = numberAt(list, to);
    if (at !== undefined) onChange({ at });
  };
  useKeys([
    { keys: "j", does: "next trial that changed", on: list.total > 0, run: () => go(found + 1) },
    { keys: "k", does: "trial before", on: list.total > 0, run: () => go(found - 1) },
  ]);
  if (number === undefined)
    return (
      <EmptyState fact={`No trial is ${view.change} in B.`}>
        {view.category === undefined
          ? "Every case that both runs answered has the same answer, or changed the other way."
          : "Choose another category, or all of them."}
      </EmptyState>
    );
  return (
    <Pair page={page} number={number}>
      <span className={classes.walk}>
        <button type="button" aria-label="Trial before" onClick={() => go(found - 1)}>
          <kbd>k</kbd>
        </button>
        <button type="button" aria-label="Next trial" onClick={() => go(found + 1)}>
          <kbd>j</kbd>
        </button>
        {figure.format(found + 1)} of {figure.format(list.total)}
      </span>
    </Pair>
  );
}

/** The trial as it went in B, or the same case in A. */
function Pair(props: {
  readonly page: ComparisonPage;
  readonly number: number;
  readonly children: ReactNode;
}) {
  const { page, number } = props;
  const [side, setSide] = useState<"a" | "b">("b");
  const run = useQuery(evaluationQuery(page[side].ref));
  const ofB = useQuery(trialQuery(page.b.ref, number, page.a.ref));
  const counterpart = ofB.data?.counterpart ?? null;
  const ofA = useQuery({
    ...trialQuery(page.a.ref, counterpart?.number ?? 0),
    enabled: counterpart !== null,
  });
  useKeys([
    {
      keys: "s",
      does: "show the other run’s trial",
      on: counterpart !== null,
      run: () => setSide(side === "b" ? "a" : "b"),
    },
  ]);
  const shown = side === "b" ? ofB : ofA;
  const outcome = ofA.data?.outcomes?.[page.dimension];
  return (
    <>
      <div className={trialClasses.panelHead}>
        <h2>
          Trial {trialName(shown.data?.number ?? number)}, run {side.toUpperCase()}
        </h2>
        <span>
          {ofB.data?.category}
          {side === "b" && outcome && `; A: ${outcomeSays(outcome, page.dimension)}`}
        </span>
        {counterpart !== null && (
          <TextButton onClick={() => setSide(side === "b" ? "a" : "b")}>
            show run {side === "b" ? "A" : "B"}
          </TextButton>
        )}
        {props.children}
      </div>
      <Asked query={shown} what="the trial" lines={8}>
        {(trial) => (
          <TrialBody
            key={`${side} ${trial.number}`}
            page={trial}
            judges={run.data?.judges ?? []}
            dimension={page.dimension}
          />
        )}
      </Asked>
    </>
  );
}
