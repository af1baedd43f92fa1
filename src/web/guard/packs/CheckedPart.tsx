import { CodeView } from "../../ui/CodeView.tsx";
import { Failed } from "../../ui/ErrorState.tsx";
import { State } from "../../ui/Tag.tsx";
import type { CheckedFile } from "../read/jobs.ts";
import { plural } from "../words.ts";
import classes from "./packs.module.css";
import { aroundLines, lineOf, saidOf } from "./problemLines.ts";

const MOST = 50;

/** What the linter says: what can be added, or each fault with its place and the lines around it. */
export function CheckedPart(props: { readonly text: string; readonly checked: CheckedFile }) {
  const { text, checked } = props;
  const { pack, problems } = checked;
  const shown = problems.slice(0, MOST);
  return (
    <div role="status">
      {pack ? (
        <p>
          <State dot="ok">
            {pack.id} {pack.version}: {plural(pack.rules, "rule")} can be added
          </State>
          {problems.length > 0 && `; ${plural(problems.length, "rule")} would be left out`}
        </p>
      ) : (
        <Failed>{plural(problems.length, "fault")}; nothing of the pack can be added yet.</Failed>
      )}
      <ul className={classes.problems}>
        {shown.map((problem) => (
          <li key={`${problem.pointer} ${problem.message}`}>
            <p className="small">
              {lineOf(problem) !== undefined && <b className="strong">Line {lineOf(problem)}. </b>}
              {saidOf(problem)} <span className="dim mono">{problem.pointer || "/"}</span>
            </p>
            {aroundLines(
              text,
              [lineOf(problem) ?? 0].filter((line) => line > 0),
            ).map((part) => (
              <CodeView
                key={part.first}
                head={<span>the pack, from line {part.first}</span>}
                label={`Line ${lineOf(problem)} of the pack`}
                text={part.text}
                firstLine={part.first}
                marks={new Map([[lineOf(problem) ?? 0, { mark: "bad" as const }]])}
              />
            ))}
          </li>
        ))}
      </ul>
      {problems.length > MOST && <p className="small dim">and {problems.length - MOST} more</p>}
    </div>
  );
}
