import type { ReactNode } from "react";
import classes from "./evaluations.module.css";

/** A few choices side by side, of which one holds. */
export function Switch<const T extends string>(props: {
  readonly label: string;
  readonly values: readonly T[];
  readonly chosen: T;
  readonly says: (value: T) => ReactNode;
  readonly onChoose: (value: T) => void;
  readonly children?: ReactNode;
}) {
  return (
    <fieldset className={classes.choice}>
      <legend className="gone">{props.label}</legend>
      {props.values.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.chosen}
          onClick={() => props.onChoose(value)}
        >
          {props.says(value)}
        </button>
      ))}
      {props.children}
    </fieldset>
  );
}
