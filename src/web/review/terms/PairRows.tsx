import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { TextButton } from "../../ui/Page.tsx";
import type { Pair } from "./draft.ts";
import classes from "./terms.module.css";

/** Rows of two texts, with one row to add at the end. */
export function PairRows(props: {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  readonly add: string;
  readonly rows: readonly Pair[];
  readonly onRows: (rows: readonly Pair[]) => void;
  readonly children?: ReactNode;
}) {
  const { rows, onRows } = props;
  const put = (key: number, part: Partial<Pair>) =>
    onRows(rows.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <fieldset className={classes.pairs}>
      <legend>{props.label}</legend>
      {rows.map(({ key, left, right }, at) => (
        <div key={key} className={classes.pair}>
          <TextInput
            aria-label={`${props.left} ${at + 1}`}
            placeholder={props.left}
            maxLength={300}
            value={left}
            onChange={(event) => put(key, { left: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`${props.right} ${at + 1}`}
            placeholder={props.right}
            maxLength={300}
            value={right}
            onChange={(event) => put(key, { right: event.currentTarget.value })}
          />
          <span className="small">
            <TextButton onClick={() => onRows(rows.filter((one) => one.key !== key))}>
              Remove<span className="gone"> {left || `row ${at + 1}`}</span>
            </TextButton>
          </span>
        </div>
      ))}
      <div className={classes.pairActs}>
        <TextButton onClick={() => onRows([...rows, newPair(rows)])}>{props.add}</TextButton>
        {props.children}
      </div>
    </fieldset>
  );
}

/** A row that is none of these yet; `at` where several are added at once. */
export const newPair = (rows: readonly Pair[], left = "", right = "", at = 0): Pair => ({
  key: Math.max(-1, ...rows.map(({ key }) => key)) + 1 + at,
  left,
  right,
});
