import { Find } from "../../ui/Find.tsx";
import { plural } from "../words.ts";
import classes from "./packs.module.css";

export const RuleFilter = (props: {
  readonly text: string;
  readonly found: number;
  readonly onText: (text: string) => void;
}) => (
  <div className={classes.filter}>
    <Find
      by="id, words, clause"
      label="Filter rules by text"
      text={props.text}
      onText={props.onText}
    />
    <span className="gone" role="status">
      {plural(props.found, "rule")}
    </span>
  </div>
);
