import { TextInput } from "@mantine/core";
import { useRef } from "react";
import { useKeys } from "../../keys/useKeys.ts";
import { plural } from "../words.ts";
import classes from "./packs.module.css";

/** The slash key leads here. */
export function RuleFilter(props: {
  readonly text: string;
  readonly found: number;
  readonly onText: (text: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ keys: "/", does: "filter by text", run: () => field.current?.focus() }]);
  return (
    <div className={classes.filter}>
      <TextInput
        ref={field}
        type="search"
        maxLength={200}
        aria-label="Filter rules by text"
        placeholder="Filter by id, words, clause"
        rightSection={<kbd>/</kbd>}
        value={props.text}
        onChange={({ currentTarget }) => props.onText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <span className="gone" role="status">
        {plural(props.found, "rule")}
      </span>
    </div>
  );
}
