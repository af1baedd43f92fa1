import classes from "./badge.module.css";

export const Tag = ({ children }: { readonly children: React.ReactNode }) => (
  <span className={classes.tag}>{children}</span>
);

/** Unknown is violet and dashed everywhere: never grey, never blank, never low. */
export const Unknown = ({ children = "unknown" }: { readonly children?: React.ReactNode }) => (
  <span className={`${classes.tag} ${classes.unknown}`}>{children}</span>
);

export type DotKind = "ok" | "soon" | "bad" | "plain" | "open";
const DOT: Record<DotKind, string | undefined> = {
  ok: classes.ok,
  soon: classes.soon,
  bad: classes.bad,
  plain: "",
  open: classes.open,
};

/** A state is a dot and a word, never a dot alone. */
export const State = (props: { readonly dot: DotKind; readonly children: React.ReactNode }) => (
  <span className={classes.state}>
    <i className={`${classes.dot} ${DOT[props.dot]}`} aria-hidden="true" />
    {props.children}
  </span>
);
