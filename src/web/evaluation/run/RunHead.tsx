import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { useMay } from "../../session.ts";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { figure } from "../outcomeSays.ts";
import { ProgressStrip } from "./ProgressStrip.tsx";
import classes from "./run.module.css";

export const RUN_DOT: Readonly<Record<EvaluationPage["state"], DotKind>> = {
  running: "ok",
  finished: "plain",
  stopped: "bad",
};

const EXACT = { exact: true, includeSearch: false } as const;

/** What every page of a run begins with: which run it is, how far it is, and its other pages. */
export function RunHead(props: { readonly page: EvaluationPage; readonly acts?: ReactNode }) {
  const { page } = props;
  const { ref } = page;
  const may = useMay();
  return (
    <>
      <div className={classes.crumb}>
        <Link to="/evaluations">Runs</Link>
        <span aria-hidden="true">/</span>
        <span className="mono">{ref}</span>
        {page.review !== null && (
          <span>
            of{" "}
            <Link to="/reviews/$ref" params={{ ref: page.review }} className="mono">
              {page.review}
            </Link>
          </span>
        )}
        <span className={classes.crumbEnd}>{props.acts}</span>
      </div>
      <h1 className={classes.title}>{page.title}</h1>
      <div className={classes.meta}>
        <State dot={RUN_DOT[page.state]}>{page.state}</State>
        <span>{page.model}</span>
        <span>
          begun <Time at={page.startedAt} />, by {page.by}
        </span>
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
