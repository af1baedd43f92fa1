import type { ReactNode } from "react";
import classes from "./page.module.css";

/** Where a page stands: the way to it as links, itself last, and at the end what else belongs to it. */
export const Trail = (props: { readonly children: ReactNode; readonly end?: ReactNode }) => (
  <div className={classes.trail}>
    <nav className={classes.way} aria-label="Where this page stands">
      {props.children}
    </nav>
    {props.end !== undefined && <div className={classes.trailEnd}>{props.end}</div>}
  </div>
);
