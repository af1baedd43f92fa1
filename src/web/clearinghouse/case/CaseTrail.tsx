import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Trail } from "../../ui/Trail.tsx";
import { currentWalk } from "../queue/walk.ts";

/** The way to a case leads through the list it was opened from. `here` names a page of the case below it. */
export function CaseTrail(props: {
  readonly of: string;
  readonly here?: string;
  readonly end?: ReactNode;
}) {
  const walk = currentWalk();
  return (
    <Trail end={props.end}>
      {walk ? (
        <Link to={walk.back.href}>{walk.back.label}</Link>
      ) : (
        <Link to="/queue">Whole queue</Link>
      )}
      {props.here === undefined ? (
        <span className="mono">{props.of}</span>
      ) : (
        <Link to="/cases/$ref" params={{ ref: props.of }} className="mono">
          {props.of}
        </Link>
      )}
      {props.here !== undefined && <span>{props.here}</span>}
    </Trail>
  );
}
