import { Button } from "@mantine/core";
import { useState } from "react";
import classes from "./material.module.css";

/** A file by drop, or by the button for who has no mouse. Nothing leaves before its readers are named. */
export function DropToSeal(props: {
  readonly disabled: boolean;
  readonly why: string | undefined;
  readonly onSeal: (file: File | undefined) => void;
}) {
  const [over, setOver] = useState(false);
  return (
    <section
      className={classes.drop}
      data-over={over}
      aria-label="Seal a file or a text"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!props.disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file && !props.disabled) props.onSeal(file);
      }}
    >
      <span>Drop a file to seal it. You name the readers first; nothing leaves before that.</span>
      <Button disabled={props.disabled} title={props.why} onClick={() => props.onSeal(undefined)}>
        Seal a file or a text…
      </Button>
    </section>
  );
}
