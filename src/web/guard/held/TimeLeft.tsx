import { Time } from "../../ui/Time.tsx";
import { timeToWait } from "./countdown.ts";
import classes from "./held.module.css";
import { useSecond } from "./useSecond.ts";

/** Until when something waits, and how long that is. */
export function TimeLeft({ until, brief }: { readonly until: string; readonly brief?: boolean }) {
  const left = timeToWait(until, useSecond());
  if (left === undefined) return <span className={classes.over}>time is over</span>;
  return brief ? (
    <span className="nw">{left}</span>
  ) : (
    <>
      <Time at={until} />, in <span className="nw">{left}</span>
    </>
  );
}
