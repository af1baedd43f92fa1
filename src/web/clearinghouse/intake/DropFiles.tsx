import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import classes from "./intake.module.css";

/** Files by drop or by choice; the button makes it reachable by keyboard. */
export function DropFiles({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(files);
    if (input.current) input.current.value = "";
  };
  return (
    <section
      className={classes.drop}
      data-over={over}
      aria-label="Submit files"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <p className="strong">Drop reports here</p>
      <p className="dim">
        one finding or ten thousand; a bad line is named and does not stop the rest
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to submit"
        onChange={(event) => take(event.currentTarget.files)}
      />
      <Button variant="filled" onClick={() => input.current?.click()}>
        Choose files
      </Button>
    </section>
  );
}
