import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Trail } from "../ui/Trail.tsx";

/** The way to a review; `here` names a page of the review below it. */
export const ReviewTrail = (props: {
  readonly of: string;
  readonly here?: string;
  readonly end?: ReactNode;
}) => (
  <Trail end={props.end}>
    <Link to="/reviews">Reviews</Link>
    {props.here === undefined ? (
      <span className="mono">{props.of}</span>
    ) : (
      <Link to="/reviews/$ref" params={{ ref: props.of }} className="mono">
        {props.of}
      </Link>
    )}
    {props.here !== undefined && <span>{props.here}</span>}
  </Trail>
);
