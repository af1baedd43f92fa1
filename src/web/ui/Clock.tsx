import classes from "./clock.module.css";
import { type ClockState, clockState, dayLeft, timeLeft } from "./clock.ts";
import { fromIso, isDay } from "./instant.ts";
import { Time } from "./Time.tsx";
import { useNow } from "./useNow.ts";

const INK: Record<ClockState, string | undefined> = {
  ahead: "",
  soon: classes.soon,
  past: classes.past,
};

/** The date first, then what is left. `term` is the rule's own span, such as "14 d". Without a date it says that it is not running. */
export function Clock(props: { readonly due: string | null; readonly term?: string }) {
  const now = useNow();
  if (props.due === null)
    return (
      <span className={classes.due}>
        {props.term !== undefined && <span className={classes.term}>{props.term}</span>}
        <span className="dim">not running</span>
      </span>
    );
  const due = fromIso(props.due);
  const { state, left } = isDay(props.due)
    ? dayLeft(due, now)
    : { state: clockState(due, now), left: timeLeft(due, now) };
  return (
    <span className={`${classes.due} ${INK[state]}`}>
      {props.term !== undefined && <span className={classes.term}>{props.term}</span>}
      <b>
        <Time at={props.due} as="short" />
      </b>
      <span className={classes.left}>{left}</span>
    </span>
  );
}
