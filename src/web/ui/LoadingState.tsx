import { useEffect, useState } from "react";
import classes from "./states.module.css";

/** Keeps the layout with hairlines at the final row height; after two seconds it says what is being waited for. */
export function LoadingState(props: { readonly what: string; readonly lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 2_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.loading} aria-busy="true">
      <p role="status">{late ? `Waiting for ${props.what}…` : ""}</p>
      {Array.from({ length: props.lines ?? 6 }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike
        <i key={line} />
      ))}
    </div>
  );
}
