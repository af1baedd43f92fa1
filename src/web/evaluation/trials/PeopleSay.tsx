import type { TrialPage } from "#contract/evaluation/trial.ts";
import { Outcome } from "../Outcome.tsx";
import { dimensionSays } from "../outcomeSays.ts";
import { Numbers } from "../transcript/JudgesTable.tsx";
import type { Grounds } from "../transcript/marks.ts";
import transcript from "../transcript/transcript.module.css";
import classes from "./trials.module.css";

/** What people saw in the trial before they were told what judges say. */
export function PeopleSay(props: {
  readonly labels: NonNullable<TrialPage["labels"]>;
  /** Of each label, in the same order. */
  readonly grounds: readonly Grounds[];
}) {
  if (props.labels.length === 0) return null;
  return (
    <section className={classes.respect}>
      <h3>People</h3>
      <table className={transcript.judges} aria-label="What people saw">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Label</th>
            <th scope="col">Why, with citations</th>
          </tr>
        </thead>
        <tbody>
          {props.labels.map(({ by, mine, dimension, outcome, reason }, at) => (
            <tr key={`${by} ${dimension}`}>
              <th scope="row">
                {by}
                {mine && ", you"}
              </th>
              <td>
                <Outcome outcome={outcome} dimension={dimension} />
              </td>
              <td>
                {reason || <span className="dim">on {dimensionSays(dimension)}</span>}{" "}
                <Numbers grounds={props.grounds[at]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
