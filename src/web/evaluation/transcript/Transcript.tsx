import { Fragment } from "react";
import { type Mark, marksIn } from "./marks.ts";
import { toSegments } from "./segments.ts";
import classes from "./transcript.module.css";
import type { Argument, Citable, Turn } from "./turns.ts";

type Props = { readonly turns: readonly Turn[]; readonly marks: readonly Mark[] };

/** From here on, turns out of sight are not laid out. */
const LONG = 100;

/** A conversation as it went, with what judges cite under their numbers. Text is text: nothing in it becomes markup. */
export const Transcript = ({ turns, marks }: Props) => (
  <ol className={classes.turns} data-long={turns.length > LONG}>
    {turns.map((turn) => (
      <li key={turn.key} className={classes.turn} data-message={turn.messageId}>
        <span>{whoOf(turn)}</span>
        {turn.kind === "message" ? (
          <p className={turn.who === "system" ? classes.quiet : classes.said}>
            <Cited text={turn.text} place={placeOf(turn)} marks={marks} />
          </p>
        ) : turn.kind === "result" ? (
          <div className={classes.tool}>
            <pre>
              <Cited text={turn.text} place={placeOf(turn)} marks={marks} />
            </pre>
          </div>
        ) : (
          <Call turn={turn} marks={marks} />
        )}
      </li>
    ))}
  </ol>
);

const whoOf = (turn: Turn): string => {
  if (turn.kind === "message") return turn.who;
  return turn.kind === "call" ? "tool call" : "result";
};

const placeOf = ({ messageId, kind }: Turn): Citable => ({
  messageId,
  kind: kind === "result" ? "tool_result" : "message",
  argument: null,
});

/** A mark of a call as a whole stands at its head, because the text that judges were shown of it is not on the page. */
function Call(props: {
  readonly turn: Extract<Turn, { kind: "call" }>;
  readonly marks: readonly Mark[];
}) {
  const { turn, marks } = props;
  const whole = marksIn(marks, placeOf(turn));
  return (
    <div className={whole.length > 0 ? `${classes.tool} ${classes.citedTool}` : classes.tool}>
      <header>
        {whole.length === 0 ? (
          <b>{turn.tool}</b>
        ) : (
          <Cited
            text={turn.tool}
            place={placeOf(turn)}
            marks={whole.map((mark) => ({ ...mark, position: null }))}
          />
        )}
      </header>
      {turn.args.length > 0 && (
        <dl className={classes.args}>
          {turn.args.map((one) => (
            <Arg key={one.name} arg={one} messageId={turn.messageId} marks={marks} />
          ))}
        </dl>
      )}
    </div>
  );
}

function Arg(props: {
  readonly arg: Argument;
  readonly messageId: string;
  readonly marks: readonly Mark[];
}) {
  const { arg, messageId } = props;
  const quote = arg.isText ? "\u0022" : "";
  return (
    <div>
      <dt>{arg.name}</dt>
      <dd>
        {quote}
        <Cited
          text={arg.text}
          place={{ messageId, kind: "tool_arg", argument: arg.name }}
          marks={props.marks}
        />
        {quote}
      </dd>
    </div>
  );
}

function Cited(props: {
  readonly text: string;
  readonly place: Citable;
  readonly marks: readonly Mark[];
}) {
  const marks = marksIn(props.marks, props.place);
  if (marks.length === 0) return props.text;
  const pieces = toSegments(props.text, marks);
  return pieces.map(({ from, text, numbers, ends }) => (
    <Fragment key={from}>
      {numbers.length === 0 ? (
        text
      ) : (
        <mark data-marks={numbers.join(" ")} tabIndex={-1}>
          {text}
        </mark>
      )}
      {ends.map((number) => (
        <sup key={number}>{number}</sup>
      ))}
    </Fragment>
  ));
}

/** Brings a cited place into sight and lays the focus on it. */
export function showMark(number: number): void {
  const mark = document.querySelector<HTMLElement>(`mark[data-marks~="${number}"]`);
  mark?.scrollIntoView({ block: "center" });
  mark?.focus({ preventScroll: true });
}
