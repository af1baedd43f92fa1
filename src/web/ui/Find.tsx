import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../keys/useKeys.ts";

/** How long typing rests before the list is asked for anew, in milliseconds. */
const REST_MS = 200;

/** The field that filters a list: typing does it after a short rest, the slash key leads here, Escape back. */
export function Find(props: {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What it looks at, such as "title": said in the field. */
  readonly by: string;
  /** More of the same, for who hears the field instead of seeing it; `by` unless told. */
  readonly label?: string;
  readonly className?: string | undefined;
}) {
  const { text, by } = props;
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  const tell = useRef(props.onText);
  tell.current = props.onText;
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => tell.current(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  useKeys([{ keys: "/", does: "filter", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={props.className ?? ""}
      type="search"
      maxLength={200}
      aria-label={props.label ?? `Filter by ${by}`}
      placeholder={`Filter by ${by}`}
      rightSection={<kbd>/</kbd>}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== text) props.onText(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
