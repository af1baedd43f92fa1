import type { ReactNode } from "react";
import classes from "./batch.module.css";

export type BatchPart = {
  readonly kind: "new" | "same" | "proposed" | "known" | "refused";
  readonly count: number;
};

const INK: Record<BatchPart["kind"], string | undefined> = {
  new: classes.new,
  same: classes.same,
  proposed: classes.proposed,
  known: classes.known,
  refused: classes.refused,
};
const SAYS: Record<BatchPart["kind"], string> = {
  new: "new",
  same: "same, merged",
  proposed: "proposed",
  known: "known already",
  refused: "refused",
};
const figure = new Intl.NumberFormat("en");

/** A batch on its way: segments by what became of the lines, the rate, the first refused line. It may be left. */
export function BatchStrip(props: {
  readonly name: string;
  readonly from: string;
  readonly parts: readonly BatchPart[];
  /** Lines in all, where known. */
  readonly total: number | undefined;
  readonly done: number;
  readonly pace: string;
  readonly foot: ReactNode;
  readonly problem: ReactNode;
  readonly acts?: ReactNode;
}) {
  const total = Math.max(props.total ?? props.done, 1);
  const shown = props.parts.filter(({ count }) => count > 0);
  return (
    <section className={classes.strip} aria-label={`Batch ${props.name}`}>
      <span className={classes.name}>
        <b className="strong">{props.name}</b> <span className="dim">{props.from}</span>
      </span>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={`Lines of ${props.name} answered`}
        aria-valuenow={Math.round((props.done / total) * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        {shown.map(({ kind, count }) => (
          <i key={kind} className={INK[kind]} style={{ width: `${(count / total) * 100}%` }} />
        ))}
      </div>
      <span className="row">
        <span className="soft">{props.pace}</span>
        {props.acts}
      </span>
      <span className="dim">{props.foot}</span>
      <span className={classes.legend}>
        {shown.map(({ kind, count }) => (
          <span key={kind}>
            <i className={INK[kind]} aria-hidden="true" />
            {figure.format(count)} {SAYS[kind]}
          </span>
        ))}
      </span>
      <span>{props.problem}</span>
    </section>
  );
}
