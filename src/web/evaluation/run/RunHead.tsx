import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { useMay } from "../../session.ts";
import frame from "../../ui/page.module.css";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { Trail } from "../../ui/Trail.tsx";
import { figure } from "../outcomeSays.ts";
import { ProgressStrip } from "./ProgressStrip.tsx";
import classes from "./run.module.css";

export const RUN_DOT: Readonly<Record<EvaluationPage["state"], DotKind>> = {
  running: "ok",
  finished: "plain",
  stopped: "bad",
};

const EXACT = { exact: true, includeSearch: false } as const;

export const RunTrail = (props: { readonly of: string; readonly end?: ReactNode }) => (
  <Trail end={props.end}>
    <Link to="/evaluations">Runs</Link>
    <span className="mono">{props.of}</span>
  </Trail>
);

/** What every page of a run begins with: which run it is, how far it is, and its other pages. */
export function RunHead(props: { readonly page: EvaluationPage; readonly acts?: ReactNode }) {
  const { page } = props;
  const { ref } = page;
  const may = useMay();
  return (
    <>
      <RunTrail of={ref} end={props.acts} />
      <h1 className={frame.title}>{page.title}</h1>
      <div className={frame.meta}>
        <State dot={RUN_DOT[page.state]}>{page.state}</State>
        <span>{page.model}</span>
        <span>
          begun <Time at={page.startedAt} />, by {page.by}
        </span>
        {page.review !== null && (
          <span>
            of review{" "}
            <Link to="/reviews/$ref" params={{ ref: page.review }} className="mono">
              {page.review}
            </Link>
          </span>
        )}
        {page.integrity !== "clean" && (
          <span className="cross">{page.integrity.replace("-", " ")}</span>
        )}
      </div>
      {page.state === "running" && <ProgressStrip progress={page.progress} />}
      <nav className={classes.tabs} aria-label="This run">
        <Link to="/evaluations/$ref" params={{ ref }} activeOptions={EXACT}>
          Rates
        </Link>
        <Link to="/evaluations/$ref/trials" params={{ ref }} activeOptions={EXACT}>
          Trials <span>{figure.format(page.trials)}</span>
        </Link>
        {may("evaluation.label") && (
          <Link to="/evaluations/$ref/labels" params={{ ref }} activeOptions={EXACT}>
            Labels and judges
          </Link>
        )}
      </nav>
    </>
  );
}
