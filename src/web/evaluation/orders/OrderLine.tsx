import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { EvaluationOrder } from "#contract/evaluation/order.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { TextButton } from "../../ui/Page.tsx";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { dimensionSays, figure } from "../outcomeSays.ts";
import { toBounds, toPercent } from "../plot/forest.ts";
import { evaluationQuery } from "../queries.ts";
import { headlineOf } from "../run/plotGroups.ts";
import { doneSays } from "../run/progressSays.ts";
import { GiveResult } from "./GiveResult.tsx";
import classes from "./orders.module.css";
import { StopDialog } from "./StopDialog.tsx";

const DOT: Readonly<Record<EvaluationOrder["state"], DotKind>> = {
  ordered: "open",
  running: "ok",
  paused: "bad",
  finished: "plain",
  stopped: "plain",
};
const SAYS: Readonly<Record<EvaluationOrder["state"], string>> = {
  ordered: "waits for your runner",
  running: "running",
  paused: "paused",
  finished: "finished",
  stopped: "stopped",
};

/** One order: how far it is, its runs with their figure, and what can be done with it. */
export function OrderLine(props: { readonly page: ReviewPage; readonly order: EvaluationOrder }) {
  const { page, order } = props;
  const [isStopping, setStopping] = useState(false);
  const isOver = order.state === "finished" || order.state === "stopped";
  return (
    <article className={classes.order}>
      <p className={classes.head}>
        <b className="strong">{order.title}</b>
        <State dot={DOT[order.state]}>{SAYS[order.state]}</State>
        {!isOver && (
          <span className="push">
            <TextButton onClick={() => setStopping(true)}>Stop it</TextButton>
          </span>
        )}
      </p>
      {order.why !== null && <p className="soft">{order.why}</p>}
      <p className="dim">
        ordered <Time at={order.orderedAt} /> by {order.by}; {budgetSays(order.budget)}; seed{" "}
        {order.seed}; {figure.format(order.batches)} {order.batches === 1 ? "batch" : "batches"}
      </p>
      {order.runs.map((run) => (
        <Run key={run} page={page} order={order} run={run} />
      ))}
      {order.destroyedAt !== null && (
        <p className="dim">
          The runner destroyed its copy of the credentials <Time at={order.destroyedAt} />.
        </p>
      )}
      {isStopping && <StopDialog order={order} onClose={() => setStopping(false)} />}
    </article>
  );
}

function Run(props: {
  readonly page: ReviewPage;
  readonly order: EvaluationOrder;
  readonly run: string;
}) {
  const { page, order, run } = props;
  const query = useQuery({
    ...evaluationQuery(run),
    refetchInterval: ({ state: { data } }) => (data?.state === "running" ? 4_000 : false),
  });
  const [isGiving, setGiving] = useState(false);
  const found = query.data;
  const total = found && headlineOf(found);
  return (
    <p className={classes.run}>
      <Link to="/evaluations/$ref" params={{ ref: run }} className="mono">
        {run}
      </Link>
      {found && <span>{doneSays(found.progress)}</span>}
      {total && total.rate.rate !== null && (
        <span>
          <b className="strong">{toPercent(total.rate.rate)} %</b>{" "}
          <span className="dim">
            {dimensionSays(total.dimension)}, 95% {toBounds(total.rate.interval)}, n{" "}
            {figure.format(total.rate.n)}
          </span>
        </span>
      )}
      {found && found.state !== "running" && (
        <TextButton onClick={() => setGiving(true)}>Draft a result</TextButton>
      )}
      {isGiving && (
        <GiveResult page={page} order={order} run={run} onClose={() => setGiving(false)} />
      )}
    </p>
  );
}

/** "400 calls, 30 min". */
function budgetSays({ calls, tokens, seconds }: EvaluationOrder["budget"]): string {
  const parts = [
    calls === null ? [] : [`${figure.format(calls)} calls`],
    tokens === null ? [] : [`${figure.format(tokens)} tokens`],
    seconds === null ? [] : [`${figure.format(Math.ceil(seconds / 60))} min`],
  ].flat();
  return parts.length === 0 ? "no ceiling" : `at most ${parts.join(", ")}`;
}
