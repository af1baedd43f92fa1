import type { ReactNode } from "react";
import type { GuardFinding } from "#contract/guard/shapes.ts";
import { howFound } from "#core/guard/explain/explainFinding.ts";
import classes from "./guard.module.css";
import { Verdict } from "./Verdict.tsx";
import { ACTION_SAYS, figure, typeSays } from "./words.ts";

type Shown = Omit<GuardFinding, "message"> & { readonly message?: string };

/** What two readers found alike is one finding. */
export const distinct = <F extends Shown>(findings: readonly F[]): F[] => {
  const seen = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return [...seen.values()];
};
const keyOf = ({ ruleId, part, start, end, detector }: Shown): string =>
  `${ruleId} ${part} ${start} ${end} ${detector}`;

/** Each finding in words: which rule, by which clause, how it was seen, and what follows from it. */
export const FindingList = <F extends Shown>(props: {
  readonly findings: readonly F[];
  readonly label: string;
  /** What was found, and what takes its place, where the page may show it. */
  readonly what?: (finding: F, index: number) => ReactNode;
}) => (
  <ol className={classes.findings} aria-label={props.label}>
    {props.findings.map((finding, index) => (
      <li key={keyOf(finding)}>
        <div className={classes.findingHead}>
          <Verdict of={finding.action} />
          <span className="strong">{finding.message ?? `Found: ${typeSays(finding.type)}.`}</span>
        </div>
        {props.what?.(finding, index)}
        <p>
          {ACTION_SAYS[finding.action]} By{" "}
          <a href={finding.citation.url} target="_blank" rel="noreferrer">
            {finding.citation.standard}
          </a>
          , {finding.citation.clause}.
        </p>
        <p className="dim">
          <span className="mono">{finding.ruleId}</span>, seen {howFound(finding.detector)},
          characters {figure(finding.start)} to {figure(finding.end)}
          {finding.part === "body" ? "" : ` of the ${finding.part}`}, confidence{" "}
          {finding.confidence}
        </p>
      </li>
    ))}
  </ol>
);
