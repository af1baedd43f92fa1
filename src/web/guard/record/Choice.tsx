import classes from "./record.module.css";

/** A few values side by side, of which one holds. */
export function Choice<const T extends string>(props: {
  readonly label: string;
  readonly values: readonly T[];
  readonly chosen: T;
  readonly says?: (value: T) => string;
  readonly onChoose: (value: T) => void;
}) {
  return (
    <fieldset className={classes.choice}>
      <legend>{props.label}</legend>
      {props.values.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.chosen}
          onClick={() => props.onChoose(value)}
        >
          {props.says?.(value) ?? value}
        </button>
      ))}
    </fieldset>
  );
}
