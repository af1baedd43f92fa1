import { useId } from "react";
import classes from "./choices.module.css";

/** One of several, each with the text that tells it from the others. Nothing is chosen before somebody chooses. */
export function Choices<V extends string>(props: {
  readonly label: string;
  readonly says?: string;
  readonly of: readonly { readonly value: V; readonly name: string; readonly says?: string }[];
  readonly value: V | undefined;
  readonly onChoose: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className={classes.choices}>
      <legend>{props.label}</legend>
      {props.says !== undefined && <p className={classes.says}>{props.says}</p>}
      {props.of.map((one) => {
        const id = `${name}-${one.value}`;
        return (
          <label key={one.value} className={classes.choice}>
            <input
              type="radio"
              name={name}
              value={one.value}
              checked={props.value === one.value}
              aria-labelledby={id}
              aria-describedby={one.says === undefined ? undefined : `${id}-says`}
              onChange={() => props.onChoose(one.value)}
            />
            <span>
              <span id={id}>{one.name}</span>
              {one.says !== undefined && (
                <span id={`${id}-says`} className={classes.text}>
                  {one.says}
                </span>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
