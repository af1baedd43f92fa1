import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type EvaluationLine, listEvaluations } from "#contract/evaluation/run.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Hash } from "../ui/Hash.tsx";
import { Page } from "../ui/Page.tsx";
import { ShowMore } from "../ui/ShowMore.tsx";
import { State, Unknown } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { usePages } from "../ui/usePages.ts";
import classes from "./evaluations.module.css";
import { dimensionSays, figure } from "./outcomeSays.ts";
import { toBounds, toPercent } from "./plot/forest.ts";
import { doneSays } from "./run/progressSays.ts";
import { RUN_DOT } from "./run/RunHead.tsx";

/** Runs of one's party, newest change first. */
export function EvaluationsPage() {
  const query = usePages(["evaluations"], (after, signal) =>
    call(listEvaluations, { query: { after, limit: 100 }, signal }),
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Runs"
      about="a behaviour in plain language, tried on a model and judged; newest change first"
      acts={
        items.length > 1 && (
          <Button component={Link} to="/evaluations/compare">
            Compare two runs
          </Button>
        )
      }
    >
      <Asked query={query} what="the runs" lines={10}>
        {() => (items.length === 0 ? <NoRun /> : <Runs items={items} />)}
      </Asked>
      <ShowMore of={query} />
    </Page>
  );
}

const NoRun = () => (
  <>
    <EmptyState page fact="No run yet.">
      An evaluation is a behaviour in your own words, tried on a model case by case, and judged by
      rules, models or people. It runs where you are, and needs neither this server nor a model to
      judge.
    </EmptyState>
    <ol className={classes.steps}>
      <li>
        <code>assay eval init my-evaluation</code>
        <span>writes a behaviour, a target and judges for you to change</span>
      </li>
      <li>
        <code>assay eval run my-evaluation</code>
        <span>runs every case, and goes on where it was stopped</span>
      </li>
      <li>
        <code>assay eval push my-evaluation</code>
        <span>brings the run here, to be read, labelled and compared by your party</span>
      </li>
    </ol>
  </>
);

const Runs = ({ items }: { readonly items: readonly EvaluationLine[] }) => (
  <DataTable
    label="Runs"
    rows={items}
    keyOf={({ ref }) => ref}
    columns={[
      {
        id: "ref",
        head: "Run",
        width: "112px",
        stacked: "bare",
        cell: ({ ref }) => (
          <Link to="/evaluations/$ref" params={{ ref }} className="mono">
            {ref}
          </Link>
        ),
      },
      {
        id: "title",
        head: "Evaluation",
        stacked: "line",
        cell: ({ title, behaviour, review }) => (
          <>
            <span className="strong">{title}</span>
            <br />
            <span className="dim">
              {behaviour}
              {review !== null && `, ${review}`}
            </span>
          </>
        ),
      },
      { id: "model", head: "Target", width: "180px", cell: ({ model }) => model },
      {
        id: "set",
        head: "Test set",
        width: "96px",
        cell: ({ testSet }) => <Hash of={testSet} />,
      },
      {
        id: "state",
        head: "State",
        width: "150px",
        cell: (line) => (
          <>
            <State dot={RUN_DOT[line.state]}>{line.state}</State>
            <br />
            <span className="soft">
              {line.state === "running" ? doneSays(line) : `${figure.format(line.trials)} trials`}
            </span>
          </>
        ),
      },
      {
        id: "rate",
        head: "Impermissible, 95% interval",
        width: "190px",
        stacked: "line",
        cell: (line) => <Headline line={line} />,
      },
      {
        id: "changed",
        head: "Changed",
        width: "128px",
        cell: ({ changedAt }) => <Time at={changedAt} />,
      },
    ]}
  />
);

function Headline({ line }: { readonly line: EvaluationLine }) {
  const { headline, unscored } = line;
  if (headline === null || headline.rate === null) return <Unknown>not judged yet</Unknown>;
  return (
    <>
      <span className="strong">{toPercent(headline.rate)} %</span>{" "}
      <span className="dim">
        {toBounds(headline.interval)}, n {figure.format(headline.n)}
      </span>
      <br />
      <span className="soft">{dimensionSays(headline.dimension)}</span>
      {unscored > 0 && <span className="unk">, {figure.format(unscored)} unscored</span>}
    </>
  );
}
