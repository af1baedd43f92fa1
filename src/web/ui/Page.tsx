import type { ReactNode } from "react";
import classes from "./page.module.css";
import { useTitle } from "./useTitle.ts";

/** A page of prose width: where it stands, title, what it is about, its acts, its sections. */
export function Page(props: {
  readonly trail?: ReactNode;
  readonly title: string;
  readonly about?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  useTitle(props.title);
  return (
    <div className={classes.page}>
      {props.trail}
      <div className={classes.top}>
        <h1>{props.title}</h1>
        {props.about !== undefined && <span className="dim">{props.about}</span>}
        <span className={classes.acts}>{props.acts}</span>
      </div>
      {props.children}
    </div>
  );
}

/** A part of a page: heading, a fact beside it, an act at the right. */
export const Section = (props: {
  readonly title: string;
  readonly fact?: ReactNode;
  readonly act?: ReactNode;
  readonly id?: string;
  readonly children: ReactNode;
}) => (
  <section className={classes.section} id={props.id}>
    <div className={classes.head}>
      <h2>{props.title}</h2>
      {props.fact !== undefined && <span>{props.fact}</span>}
      {props.act !== undefined && <span className="push">{props.act}</span>}
    </div>
    {props.children}
  </section>
);

/** A button that reads as a link: for acts inside headings and sentences. */
export const TextButton = (props: {
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
}) => (
  <button
    type="button"
    className={classes.textButton}
    onClick={props.onClick}
    disabled={props.disabled}
    title={props.title}
  >
    {props.children}
  </button>
);
