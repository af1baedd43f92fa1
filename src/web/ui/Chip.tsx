import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./chips.module.css";

/** A filter of a list: what is chosen is written out, a click offers the rest. */
export function Chip<const T extends string>(props: {
  readonly name: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly says?: (value: T) => string;
  readonly onValue: (value: T) => void;
}) {
  const says = props.says ?? ((value: T) => value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.chip}>
          <span className="dim">{props.name}</span> {says(props.value)}
          <span className="dim" aria-hidden="true">
            ▾
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={props.value}
          onChange={(chosen) => {
            const value = props.values.find((one) => one === chosen);
            if (value !== undefined) props.onValue(value);
          }}
        >
          {props.values.map((value) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {says(value)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Takes a filter away, or all of them. */
export const Reset = (props: { readonly onClick: () => void; readonly children: ReactNode }) => (
  <button type="button" className={classes.reset} onClick={props.onClick}>
    {props.children}
  </button>
);
