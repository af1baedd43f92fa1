import { useMemo } from "react";
import type { EscalationPage } from "#contract/guard/escalation.ts";
import { MarkedText } from "../text/MarkedText.tsx";
import { findReplaced } from "../text/replaced.ts";
import { type Stretch, toStretches, toUnits } from "../text/stretches.ts";
import classes from "./held.module.css";

const findingsOf = ({ findings }: EscalationPage, part: string) =>
  findings.filter((finding) => finding.part === part);

/** A part of what is held, with its findings marked. */
export function HeldText(props: { readonly held: EscalationPage; readonly part: string }) {
  const { held, part } = props;
  const text = held.parts[part] ?? "";
  const stretches = useMemo(
    () => toStretches(toUnits(text, findingsOf(held, part))),
    [text, held, part],
  );
  return <MarkedText className={classes.paper} text={text} stretches={stretches} />;
}

/** The same part as it could go out, with what was put in. */
export function RewrittenText(props: { readonly held: EscalationPage; readonly part: string }) {
  const { held, part } = props;
  const text = held.parts[part] ?? "";
  const rewrite = held.rewrite?.[part] ?? "";
  const stretches = useMemo(() => {
    const replaced = findReplaced(text, rewrite, toUnits(text, findingsOf(held, part))) ?? [];
    return replaced.map(({ start, end }): Stretch => ({ start, end, action: "rewrite", first: 0 }));
  }, [text, rewrite, held, part]);
  return <MarkedText className={classes.paper} text={rewrite} stretches={stretches} />;
}
