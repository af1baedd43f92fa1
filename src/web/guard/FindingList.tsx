import { Fragment, type ReactNode } from "react";
import type { GuardFinding } from "#contract/guard/shapes.ts";
import { howFound } from "#core/guard/explain/explainFinding.ts";
import { groupFindings } from "./grouped.ts";
import classes from "./guard.module.css";
import { Verdict } from "./Verdict.tsx";
import { ACTION_SAYS, figure, plural, typeSays } from "./words.ts";

type Shown = Omit<GuardFinding, "message"> & { readonly message?: string };

/** Of one rule. More are counted. */
const MOST_PLACES = 8;

/** Each rule that spoke, in words: by which clause, how it saw, where, and what follows from it. */
export const FindingList = <F extends Shown>(props: {
  readonly findings: readonly F[];
  readonly label: string;
  /** What was found, and what takes its place, where the page may show it. */
  readonly what?: (finding: F, index: number) => ReactNode;
}) => (
  <ol className={classes.findings} aria-label={props.label}>
    {groupFindings(props.findings).map(({ finding, at }) => {
      const places = at.slice(0, MOST_PLACES).flatMap((index) => props.findings[index] ?? []);
      return (
        <li key={`${finding.ruleId} ${finding.part} ${finding.detector} ${finding.action}`}>
          <div className={classes.findingHead}>
            <Verdict of={finding.action} />
            <span className="strong">{finding.message ?? `Found: ${typeSays(finding.type)}.`}</span>
            {at.length > 1 && <span className="dim">{plural(at.length, "place")}</span>}
          </div>
          {places.map((place, i) => (
            <Fragment key={`${place.start} ${place.end}`}>
              {props.what?.(place, at[i] ?? 0)}
            </Fragment>
          ))}
          <p>
            {ACTION_SAYS[finding.action]} By{" "}
            <a href={finding.citation.url} target="_blank" rel="noreferrer">
              {finding.citation.standard}
            </a>
            , {finding.citation.clause}.
          </p>
          <p className="dim">
            <span className="mono">{finding.ruleId}</span>, seen {howFound(finding.detector)},
            confidence {finding.confidence}; characters{" "}
            {places.map(({ start, end }) => `${figure(start)} to ${figure(end)}`).join(", ")}
            {finding.part === "body" ? "" : ` of the ${finding.part}`}
            {at.length > MOST_PLACES && ` and ${figure(at.length - MOST_PLACES)} more`}
          </p>
        </li>
      );
    })}
  </ol>
);
