import type { EscalationLine } from "#contract/guard/escalation.ts";
import { State } from "../../ui/Tag.tsx";
import classes from "./held.module.css";
import { STATE_DOT, STATE_SAYS } from "./stateSays.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { useShownState } from "./useShownState.ts";

/** Where each was going, why it is held, and how long it may still wait. */
export const HeldList = (props: {
  readonly items: readonly EscalationLine[];
  readonly current: string;
  readonly onCurrent: (id: string) => void;
}) => (
  <ol className={classes.list} aria-label="What is held">
    {props.items.map((line) => (
      <li key={line.id}>
        <Line
          line={line}
          isCurrent={line.id === props.current}
          onCurrent={() => props.onCurrent(line.id)}
        />
      </li>
    ))}
  </ol>
);

function Line(props: {
  readonly line: EscalationLine;
  readonly isCurrent: boolean;
  readonly onCurrent: () => void;
}) {
  const { line } = props;
  const state = useShownState(line);
  return (
    <button type="button" aria-current={props.isCurrent || undefined} onClick={props.onCurrent}>
      <b>{line.destination}</b>
      <span>{state === "waiting" && <TimeLeft brief until={line.expiresAt} />}</span>
      <small>
        {state === "waiting" ? (
          line.from
        ) : (
          <State dot={STATE_DOT[state]}>{STATE_SAYS[state]}</State>
        )}
      </small>
      <small className="mono">{line.rules.join(", ")}</small>
    </button>
  );
}
