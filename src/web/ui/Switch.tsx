import type { ReactNode } from "react";
import classes from "./chips.module.css";

/** A few choices side by side, of which one holds. */
export function Switch<const T extends string>(props: {
  readonly label: string;
  /** The label is for who hears the choices; what is seen around them says it already. */
  readonly isLabelHidden?: true;
  readonly values: readonly T[];
  readonly chosen: T;
  readonly says?: (value: T) => ReactNode;
  readonly onChoose: (value: T) => void;
  readonly children?: ReactNode;
}) {
  return (
    <fieldset className={props.isLabelHidden ? classes.quiet : classes.few}>
      <legend className={props.isLabelHidden && "gone"}>{props.label}</legend>
      {props.values.map((value) => (
        <button
          key={value}
          type="button"
          className={classes.chip}
          aria-pressed={value === props.chosen}
          onClick={() => props.onChoose(value)}
        >
          {props.says?.(value) ?? value}
        </button>
      ))}
      {props.children}
    </fieldset>
  );
}
