import { type Ref, useMemo } from "react";
import { MarkedText } from "../text/MarkedText.tsx";
import { type Span, toStretches } from "../text/stretches.ts";
import classes from "./tryout.module.css";

/** A text field with marks behind its letters. Field and marks are laid out alike, line by line, and scroll as one. */
export function Editor(props: {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly text: string;
  readonly spans: readonly Span[];
  readonly onText: (text: string) => void;
  /** A text that is too long for a field; it never comes into it. */
  readonly onLong: (text: string) => void;
  readonly longest: number;
}) {
  const stretches = useMemo(() => toStretches(props.spans), [props.spans]);
  const take = (text: string) => (text.length > props.longest ? props.onLong : props.onText)(text);
  const divert = (data: DataTransfer, event: { readonly preventDefault: () => void }) => {
    const text = data.getData("text/plain");
    if (text.length + props.text.length <= props.longest) return;
    event.preventDefault();
    props.onLong(text);
  };
  return (
    <div className={classes.editor}>
      <div className={classes.stack}>
        <div aria-hidden="true" className={classes.behind}>
          <MarkedText text={props.text} stretches={stretches} />
        </div>
        <textarea
          ref={props.ref}
          className={classes.field}
          aria-label="Text to try"
          placeholder="Write or paste a text: a mail, a log, an answer of a model…"
          spellCheck={false}
          autoComplete="off"
          value={props.text}
          onChange={(event) => take(event.currentTarget.value)}
          onPaste={(event) => divert(event.clipboardData, event)}
          onDrop={(event) => divert(event.dataTransfer, event)}
        />
      </div>
    </div>
  );
}
