import { Link } from "@tanstack/react-router";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { Hash } from "../../ui/Hash.tsx";
import { Time } from "../../ui/Time.tsx";
import { figure } from "../outcomeSays.ts";
import { SignA, SignB } from "../plot/ForestPlot.tsx";
import classes from "./compare.module.css";
import { shortened, toCompared } from "./differences.ts";

/** What the two runs are. What is alike is told once; what differs is told of both and marked. */
export function RunsTable({ page }: { readonly page: ComparisonPage }) {
  const { a, b } = page;
  return (
    <table className={classes.runs} aria-label="The two runs">
      <thead>
        <tr>
          <td />
          <RunHead name="A" run={a} />
          <RunHead name="B" run={b} />
        </tr>
      </thead>
      <tbody>
        {toCompared(page.differences).map(({ name, a: was, b: is }) => (
          <tr key={name} className={classes.differs}>
            <th scope="row">{name}</th>
            <td title={was}>{shortened(was)}</td>
            <td title={is}>{shortened(is)}</td>
          </tr>
        ))}
        <Pair name="Target" a={a.model} b={b.model} />
        <Pair
          name="Test set"
          a={<Hash of={a.testSet} />}
          b={<Hash of={b.testSet} />}
          same={a.testSet === b.testSet}
        />
        <Pair
          name="Judge"
          a={<Hash of={a.judgeKey} />}
          b={<Hash of={b.judgeKey} />}
          same={a.judgeKey === b.judgeKey}
        />
      </tbody>
    </table>
  );
}

type Side = ComparisonPage["a"];

const RunHead = ({ name, run }: { readonly name: "A" | "B"; readonly run: Side }) => (
  <th scope="col">
    {name === "A" ? <SignA /> : <SignB />} <b>{name}</b>{" "}
    <span>
      <Link to="/evaluations/$ref" params={{ ref: run.ref }} className="mono">
        {run.ref}
      </Link>
      , <Time at={run.startedAt} as="day" />, {figure.format(run.trials)} trials, run{" "}
      <Hash of={run.runKey} />
    </span>
  </th>
);

function Pair(props: {
  readonly name: string;
  readonly a: React.ReactNode;
  readonly b: React.ReactNode;
  readonly same?: boolean;
}) {
  const { name, a, b } = props;
  const isSame = props.same ?? a === b;
  return isSame ? (
    <tr>
      <th scope="row">{name}</th>
      <td colSpan={2}>
        {a} <span className="dim">in both</span>
      </td>
    </tr>
  ) : (
    <tr className={classes.differs}>
      <th scope="row">{name}</th>
      <td>{a}</td>
      <td>{b}</td>
    </tr>
  );
}
