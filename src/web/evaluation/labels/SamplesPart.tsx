import { useState } from "react";
import type { LabelSample } from "#contract/evaluation/label.ts";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { figure } from "../outcomeSays.ts";
import { DrawSampleDialog } from "./DrawSampleDialog.tsx";
import classes from "./labels.module.css";

type Sample = ReturnType<(typeof LabelSample)["parse"]>;

/** Samples that were drawn for people, and how far each of them is. */
export function SamplesPart(props: {
  readonly page: EvaluationPage;
  readonly dimension: string;
  readonly samples: readonly Sample[];
}) {
  const { page, dimension, samples } = props;
  const [isDrawing, setDrawing] = useState(false);
  return (
    <Section
      title="Samples"
      act={
        <TextButton disabled={page.trials === 0} onClick={() => setDrawing(true)}>
          Draw a sample
        </TextButton>
      }
    >
      {samples.length === 0 && (
        <EmptyState fact="No sample yet.">
          A sample is drawn by chance from the trials of every category; part of it goes to two
          people who do not see each other’s labels.
        </EmptyState>
      )}
      {samples.map((sample) => (
        <article key={sample.seed} className={classes.sample}>
          <p>
            <b className="strong">{figure.format(sample.size)} trials</b>,{" "}
            {figure.format(sample.doubled)} labelled twice; seed{" "}
            <span className="mono">{sample.seed}</span>
          </p>
          <p className="dim">
            drawn <Time at={sample.drawnAt} /> by {sample.by}
          </p>
          <ul>
            {sample.labellers.map(({ personId, name, assigned, done }) => (
              <li key={personId}>
                <span>{name}</span>
                <progress
                  max={Math.max(1, assigned)}
                  value={done}
                  aria-label={`${name}, labelled`}
                />
                <span className="num">
                  {figure.format(done)} of {figure.format(assigned)}
                </span>
              </li>
            ))}
          </ul>
        </article>
      ))}
      {isDrawing && (
        <DrawSampleDialog page={page} dimension={dimension} onClose={() => setDrawing(false)} />
      )}
    </Section>
  );
}
