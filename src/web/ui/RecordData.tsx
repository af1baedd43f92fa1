import classes from "./recordData.module.css";
import { idsSay, recordSays } from "./recordSays.ts";

/** What an event carries, in words; whole, as it is on record, on hover. */
export const RecordData = ({ of }: { readonly of: Readonly<Record<string, unknown>> }) => (
  <span className={classes.data} title={JSON.stringify(of, undefined, 1)}>
    {recordSays(of) || idsSay(of)}
  </span>
);
