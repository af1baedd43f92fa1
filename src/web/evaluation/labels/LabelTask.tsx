import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type LabelSample, putLabel } from "#contract/evaluation/label.ts";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { call } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { dimensionSays, figure } from "../outcomeSays.ts";
import { trialQuery } from "../queries.ts";
import { TrialBody } from "../trials/TrialPanel.tsx";
import { trialName } from "../trials/trialSays.ts";
import {
  ANSWERS,
  type Answer,
  answerSays,
  type Quote,
  selectedQuote,
  withQuote,
} from "./answers.ts";
import classes from "./labels.module.css";

type Sample = ReturnType<(typeof LabelSample)["parse"]>;
type Props = { readonly page: EvaluationPage; readonly sample: Sample };

/** One trial after another, without what judges and others say of it: read, say what you see, go on. */
export function LabelTask({ page, sample }: Props) {
  const number = sample.mine[0] ?? 0;
  const query = useQuery(trialQuery(page.ref, number));
  const done = sample.mineDone.length;
  return (
    <Section
      title="Yours to label"
      fact={`${figure.format(done)} of ${figure.format(done + sample.mine.length)} labelled; what judges say stays hidden until you have said what you see`}
    >
      <progress
        className={classes.progress}
        max={done + sample.mine.length}
        value={done}
        aria-label="Labelled"
      />
      <div className={classes.task}>
        <div>
          <h3>Trial {trialName(number)}</h3>
          <Asked query={query} what="the trial" lines={8}>
            {(trial) => <TrialBody page={trial} judges={[]} dimension={sample.dimension} isBlind />}
          </Asked>
        </div>
        <Form
          key={number}
          page={page}
          sample={sample}
          number={number}
          category={query.data?.category ?? null}
        />
      </div>
    </Section>
  );
}

function Form(props: Props & { readonly number: number; readonly category: string | null }) {
  const { page, sample, number } = props;
  const { dimension } = sample;
  const [reason, setReason] = useState("");
  const [quotes, setQuotes] = useState<readonly Quote[]>([]);
  const label = useLabel(page.ref, number);
  const say = (outcome: Answer) => {
    if (!label.isPending)
      label.mutate({ dimension, outcome, reason: reason.trim(), quotes: [...quotes] });
  };
  const cite = () => setQuotes((before) => withQuote(before, selectedQuote(getSelection())));
  useKeys([
    ...ANSWERS.map(({ outcome, key }) => ({
      keys: key,
      does: `label: ${answerSays(outcome, dimension)}`,
      run: () => say(outcome),
    })),
    { keys: "c", does: "cite what is marked in the transcript", run: cite },
  ]);
  const category = page.taxonomy.categories.find(({ name }) => name === props.category);
  return (
    <div className={classes.form}>
      <h3>What do you see? {capital(dimensionSays(dimension))}</h3>
      {category && (
        <p className={classes.definition}>
          <b className="strong">{category.name}</b> ({category.stance}): {category.definition}
        </p>
      )}
      <div className={classes.answers}>
        {ANSWERS.map(({ outcome, key }) => (
          <Button key={outcome} disabled={label.isPending} onClick={() => say(outcome)}>
            {answerSays(outcome, dimension)}&nbsp;<kbd>{key}</kbd>
          </Button>
        ))}
      </div>
      <Textarea
        label="Why, if it is not plain"
        autosize
        minRows={2}
        maxLength={4_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {quotes.length > 0 && (
        <ul className={classes.quotes}>
          {quotes.map((quote) => (
            <li key={`${quote.messageId} ${quote.quote}`}>
              <q>{quote.quote}</q>{" "}
              <TextButton onClick={() => setQuotes(quotes.filter((one) => one !== quote))}>
                Take away
              </TextButton>
            </li>
          ))}
        </ul>
      )}
      <p className="dim small">
        Mark words in the transcript and press <kbd>c</kbd> to cite them.{" "}
        <TextButton onClick={cite}>Cite what is marked</TextButton>
      </p>
      <Refusal error={label.error} />
    </div>
  );
}

type Body = {
  readonly dimension: string;
  readonly outcome: Answer;
  readonly reason: string;
  readonly quotes: Quote[];
};

function useLabel(ref: string, number: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => call(putLabel, { params: { ref, number }, body }),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: ["trial", ref, number] });
      for (const key of ["evaluation-calibration", "trials", "evaluation"])
        void queries.invalidateQueries({ queryKey: [key, ref] });
      await queries.invalidateQueries({ queryKey: ["evaluation-samples", ref] });
    },
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
