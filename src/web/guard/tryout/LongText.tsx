import { Button } from "@mantine/core";
import type { Answered } from "../read/useReading.ts";
import { figure } from "../words.ts";
import classes from "./tryout.module.css";

/** A text that a field cannot hold without holding up the page: it is read all the same, and only not shown. */
export function LongText(props: {
  readonly text: string;
  readonly answered: Answered | undefined;
  readonly onStop: () => void;
}) {
  const { text, answered } = props;
  const output = answered?.reading.output ?? null;
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([output ?? ""], { type: "text/plain" }));
    link.download = "what-goes-out.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <div className={classes.long}>
      <p>
        <b className="strong">{figure(text.length)} characters, too many to edit here.</b> The whole
        text is read in the background, in this browser; it is not shown, and the page stays free
        meanwhile.
      </p>
      <p className={classes.longActs}>
        {output !== null && <Button onClick={save}>Save what goes out</Button>}
        <Button onClick={props.onStop}>{answered ? "Put it away" : "Stop"}</Button>
        {!answered && <span role="status">Reading…</span>}
      </p>
    </div>
  );
}
