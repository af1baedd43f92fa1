import { useMemo } from "react";
import type { Answered } from "../read/useReading.ts";
import { MarkedText } from "../text/MarkedText.tsx";
import type { Replaced } from "../text/replaced.ts";
import { type Stretch, toStretches } from "../text/stretches.ts";
import classes from "./tryout.module.css";

const toStretch = ({ start, end }: Replaced): Stretch => ({
  start,
  end,
  action: "rewrite",
  first: 0,
});
const WHY = {
  escalate: "Nothing goes out before a person has decided.",
  block: "Nothing goes out.",
} as const;

/** What would go out, with what was put in. */
export function Outcome({ of }: { readonly of: Answered }) {
  const { output, verdict, replaced } = of.reading;
  const stretches = useMemo(() => toStretches((replaced ?? []).map(toStretch)), [replaced]);
  if (verdict === "escalate" || verdict === "block")
    return <p className={classes.nothing}>{WHY[verdict]}</p>;
  return <MarkedText text={output ?? ""} stretches={stretches} />;
}
