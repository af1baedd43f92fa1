import type { EscalationLine } from "#contract/guard/escalation.ts";
import { State } from "../../ui/Tag.tsx";
import classes from "./held.module.css";
import { STATE_DOT, STATE_SAYS } from "./stateSays.ts";
import { TimeLeft } from "./TimeLeft.tsx";

/** Where each was going, why it is held, and how long it may still wait. */
export const HeldList = (props: {
  readonly items: readonly EscalationLine[];
  readonly current: string;
  readonly onCurrent: (id: string) => void;
}) => (
  <ol className={classes.list} aria-label="What is held">
    {props.items.map((line) => (
      <li key={line.id}>
        <button
          type="button"
          aria-current={line.id === props.current || undefined}
          onClick={() => props.onCurrent(line.id)}
        >
          <b>{line.destination}</b>
          <span>{line.state === "waiting" ? <TimeLeft brief until={line.expiresAt} /> : null}</span>
          <small>
            {line.state === "waiting" ? (
              line.from
            ) : (
              <State dot={STATE_DOT[line.state]}>{STATE_SAYS[line.state]}</State>
            )}
          </small>
          <small className="mono">{line.rules.join(", ")}</small>
        </button>
      </li>
    ))}
  </ol>
);
