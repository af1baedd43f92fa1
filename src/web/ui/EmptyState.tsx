import type { ReactNode } from "react";
import classes from "./states.module.css";

/** One bold fact, one sentence on what comes next; no picture. */
export const EmptyState = (props: {
  readonly fact: string;
  readonly children?: ReactNode;
  readonly page?: boolean;
}) => (
  <p className={props.page ? `${classes.empty} ${classes.page}` : classes.empty}>
    <b>{props.fact}</b> {props.children}
  </p>
);
