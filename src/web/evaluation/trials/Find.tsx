import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../../keys/useKeys.ts";
import classes from "./trials.module.css";

/** Typing filters after a short rest; the slash key leads here. */
export function Find(props: { readonly text: string; readonly onText: (text: string) => void }) {
  const [typed, setTyped] = useState(props.text);
  const field = useRef<HTMLInputElement>(null);
  const tell = useRef(props.onText);
  tell.current = props.onText;
  useEffect(() => setTyped(props.text), [props.text]);
  useEffect(() => {
    if (typed === props.text) return;
    const timer = setTimeout(() => tell.current(typed), 200);
    return () => clearTimeout(timer);
  }, [typed, props.text]);
  useKeys([{ keys: "/", does: "filter by text", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={classes.find ?? ""}
      type="search"
      maxLength={200}
      aria-label="Filter by title of the case"
      placeholder="Filter by title"
      rightSection={<kbd>/</kbd>}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== props.text) props.onText(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
