import type { ReactNode } from "react";
import type { Answered } from "../read/useReading.ts";
import { Verdict } from "../Verdict.tsx";
import { plural, VERDICT_SAYS } from "../words.ts";
import classes from "./tryout.module.css";

const time = (milliseconds: number): string =>
  milliseconds < 1_000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1_000).toFixed(1)} s`;

/** The verdict in one line. */
export function Banner(props: {
  readonly answered: Answered;
  readonly isBusy: boolean;
  readonly children?: ReactNode;
}) {
  const { verdict, count, findings, isNoJson, milliseconds } = props.answered.reading;
  const rules = new Set(findings.map(({ ruleId }) => ruleId)).size;
  return (
    <div className={classes.banner} data-verdict={verdict} role="status">
      <b>
        <Verdict of={verdict} />
      </b>
      <span>
        The text {VERDICT_SAYS[verdict]}.{" "}
        {count === 0
          ? "Nothing is found in it by these packs."
          : `${plural(count, "finding")} by ${plural(rules, "rule")}.`}
        {isNoJson && " It is no JSON, so it was read as a text."}
      </span>
      <span className="dim push">
        {props.isBusy ? "reading…" : `read in ${time(milliseconds)}, in this browser`}
      </span>
      {props.children}
    </div>
  );
}
