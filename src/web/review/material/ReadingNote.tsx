import { Textarea } from "@mantine/core";
import type { PlaintextFindings } from "#core/guard/plaintext.ts";
import classes from "./material.module.css";

/** What was found in a thing before it is sealed, for the eyes of whoever seals it; and the reason, where one is asked for. */
export function ReadingNote(props: {
  readonly found: PlaintextFindings;
  readonly asks: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  const { reading, seen } = props.found;
  const more = reading.rules.reduce((sum, { count }) => sum + count, 0) - seen.length;
  return (
    <section role="alert" aria-label="Found before sealing" className={classes.found}>
      <p className="small">
        <b className="strong">Found in it, on this machine.</b> Once it is sealed, nobody can take
        this out. What was found is shown to you alone.
      </p>
      <ul className="small">
        {seen.map(({ ruleId, message, start }) => (
          <li key={`${ruleId} ${start}`}>
            {message} <span className="dim">{`${ruleId}, at character ${start}`}</span>
          </li>
        ))}
        {more > 0 && <li className="dim">{`and ${more} more`}</li>}
      </ul>
      {props.asks && (
        <Textarea
          label="Why it is sealed all the same"
          description="This reason goes on record, with how often which rule spoke."
          required
          maxLength={2000}
          value={props.reason}
          onChange={(event) => props.onReason(event.currentTarget.value)}
        />
      )}
    </section>
  );
}
