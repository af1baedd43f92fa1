import { memo } from "react";
import { type MarkedLine, toMarkedLines, toPieces } from "./lines.ts";
import classes from "./marked.module.css";
import type { Stretch } from "./stretches.ts";

/** A text with its findings marked. Line by line, so that typing draws one line anew. Text is text: nothing in it becomes markup. */
export function MarkedText(props: {
  readonly text: string;
  readonly stretches: readonly Stretch[];
  readonly className?: string | undefined;
}) {
  return (
    <div className={`${classes.text} ${props.className ?? ""}`}>
      {toMarkedLines(props.text, props.stretches).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
        <Line key={at} line={line} />
      ))}
    </div>
  );
}

const Line = memo(
  ({ line }: { readonly line: MarkedLine }) => (
    <div className={classes.line}>
      {line.text === "" && "\u200b"}
      {toPieces(line).map(({ from, text, mark }) =>
        mark === undefined ? (
          <span key={from}>{text}</span>
        ) : (
          <mark key={from} className={classes[mark.action]}>
            {text}
          </mark>
        ),
      )}
    </div>
  ),
  (before, now) => before.line.text === now.line.text && before.line.key === now.line.key,
);
