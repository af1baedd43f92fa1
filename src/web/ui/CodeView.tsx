import type { ReactNode } from "react";
import classes from "./code.module.css";
import { Scroll } from "./Scroll.tsx";

import type { CodeMark } from "./traceMarks.ts";

/** Text from a report, never interpreted. Lines may be marked and may carry a note. */
export function CodeView(props: {
  readonly head: ReactNode;
  readonly text: string;
  readonly firstLine?: number;
  readonly marks?: ReadonlyMap<number, { readonly mark: CodeMark; readonly note?: string }>;
  readonly label: string;
}) {
  const first = props.firstLine ?? 1;
  return (
    <figure className={classes.code}>
      <figcaption>{props.head}</figcaption>
      <Scroll className={classes.scroll} label={props.label}>
        <ol>
          {props.text
            .replace(/\n$/, "")
            .split("\n")
            .map((line, offset) => {
              const marked = props.marks?.get(first + offset);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
                <li key={first + offset} className={markClass(marked?.mark)}>
                  <span>{first + offset}</span>
                  <code>
                    {line}
                    {marked?.note && <small>{marked.note}</small>}
                  </code>
                </li>
              );
            })}
        </ol>
      </Scroll>
    </figure>
  );
}

const markClass = (mark: CodeMark | undefined) => {
  if (mark === undefined) return undefined;
  return mark === "bad" ? classes.bad : classes.marked;
};
