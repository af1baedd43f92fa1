import { isDecided, type Outcome as Word } from "#core/evaluation/rule/outcome.ts";
import { Unknown } from "../ui/Tag.tsx";
import classes from "./evaluations.module.css";
import { outcomeSays } from "./outcomeSays.ts";

/** What was found in ink that is red, what was not in a quiet green, what nobody knows violet and dashed, what was not asked grey; each in words. */
export function Outcome(props: { readonly outcome: Word; readonly dimension: string }) {
  const { outcome, dimension } = props;
  const says = outcomeSays(outcome, dimension);
  if (outcome === "not_applicable") return <span className="dim">{says}</span>;
  if (!isDecided(outcome)) return <Unknown>{says}</Unknown>;
  return <span className={outcome === "yes" ? "cross" : classes.not}>{says}</span>;
}
