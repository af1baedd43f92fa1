import type { JudgedExample, JudgedRule } from "../read/jobs.ts";
import { MarkedText } from "../text/MarkedText.tsx";
import { toStretches, toUnits } from "../text/stretches.ts";
import classes from "./packs.module.css";

const Judged = ({ of, finds }: { readonly of: JudgedExample; readonly finds: boolean }) => {
  const isSo = of.findings.length > 0 === finds;
  const said = of.findings.length > 0 ? "found" : "nothing found";
  return (
    <li>
      <span className={isSo ? "tick" : "cross"}>
        <span aria-hidden="true">{isSo ? "✓" : "✗"}</span>
        <span className="gone">{isSo ? "as it should be:" : "not as it should be:"}</span>
      </span>
      <div>
        <MarkedText text={of.text} stretches={toStretches(toUnits(of.text, of.findings))} />
        <p className="dim">
          {said}
          {of.findings.length > 0 && of.output !== null && (
            <>
              , goes out as <code>{of.output}</code>
            </>
          )}
        </p>
      </div>
    </li>
  );
};

/** Texts in which the rule finds something, and texts in which it must not. */
export const Examples = ({ judged }: { readonly judged: JudgedRule }) => (
  <>
    <ul className={classes.examples} aria-label="Examples">
      {judged.examples.map((example) => (
        <Judged key={example.text} of={example} finds />
      ))}
    </ul>
    {judged.counterExamples.length > 0 && (
      <>
        <h3 className={classes.counter}>Counter-examples</h3>
        <ul className={classes.examples} aria-label="Counter-examples">
          {judged.counterExamples.map((example) => (
            <Judged key={example.text} of={example} finds={false} />
          ))}
        </ul>
      </>
    )}
  </>
);
