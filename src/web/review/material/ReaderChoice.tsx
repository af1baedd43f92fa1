import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import classes from "./material.module.css";
import type { Reader, ReaderParty } from "./readers.ts";
import { isNewHere } from "./usedKeys.ts";

/** Whom it is sealed to: people by name, each key with its fingerprint. */
export function ReaderChoice(props: {
  readonly parties: readonly ReaderParty[];
  readonly chosen: readonly string[];
  /** Keys that stay, whatever is chosen. */
  readonly kept?: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
}) {
  const { parties, chosen, kept = [] } = props;
  const hasKeys = parties.some(({ readers }) => readers.length > 0);
  return (
    <fieldset className={classes.readers}>
      <legend>Who can read it</legend>
      {hasKeys ? (
        <p className={classes.says}>
          This page asks the server for the keys. Compare the fingerprint of a key that is new to
          you with its owner, by telephone or in person.
        </p>
      ) : (
        <p className={classes.says}>
          Nobody in this review has a key yet. Everybody makes their own under{" "}
          <Link to="/keys">Keys</Link>.
        </p>
      )}
      {parties.map(({ party, readers, keyless }) => (
        <div key={party} className={classes.party}>
          <p className="strong">{party}</p>
          {readers.map((reader) => (
            <ReaderLine
              key={reader.key}
              reader={reader}
              isKept={kept.includes(reader.key)}
              isChosen={chosen.includes(reader.key) || kept.includes(reader.key)}
              onChange={(isChosen) =>
                props.onChoose(
                  isChosen ? [...chosen, reader.key] : chosen.filter((each) => each !== reader.key),
                )
              }
            />
          ))}
          {keyless.length > 0 && <p className="dim">no key yet: {keyless.join(", ")}</p>}
        </div>
      ))}
    </fieldset>
  );
}

function ReaderLine(props: {
  readonly reader: Reader;
  readonly isKept: boolean;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}) {
  const { reader } = props;
  const notes = [
    reader.holder === "passkey" ? "passkey" : "key file",
    props.isKept ? "reads it already" : isNewHere(localStorage, reader.key) ? "new here" : "",
    reader.why ?? "",
  ];
  return (
    <Checkbox
      label={
        <>
          {reader.name} <span className={classes.fingerprint}>{reader.fingerprint}</span>{" "}
          <span className="dim">{notes.filter((note) => note !== "").join("; ")}</span>
        </>
      }
      disabled={reader.why !== undefined || props.isKept}
      checked={props.isChosen && reader.why === undefined}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
