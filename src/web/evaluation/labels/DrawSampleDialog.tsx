import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { drawLabelSample } from "#contract/evaluation/label.ts";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { dimensionSays } from "../outcomeSays.ts";
import { samplesQuery } from "../queries.ts";
import classes from "./labels.module.css";

/** How many trials people are to label, how many of them twice, and who. */
export function DrawSampleDialog(props: {
  readonly page: EvaluationPage;
  readonly dimension: string;
  readonly onClose: () => void;
}) {
  const { page, dimension } = props;
  const queries = useQueryClient();
  const [size, setSize] = useState(Math.min(120, page.trials));
  const [doubled, setDoubled] = useState(Math.min(120, page.trials));
  const [seed, setSeed] = useState("1");
  const [labellers, setLabellers] = useState<readonly string[]>([]);
  const draw = useMutation({
    mutationFn: () =>
      call(drawLabelSample, {
        params: { ref: page.ref },
        body: {
          dimension,
          seed,
          size,
          doubled: Math.min(doubled, size),
          labellers: [...labellers],
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries(samplesQuery(page.ref));
      props.onClose();
    },
  });
  const needsTwo = doubled > 0 && labellers.length < 2;
  return (
    <FormDialog
      open
      title="Draw a sample to label"
      says={`Of ${dimensionSays(dimension)}. Whoever labels a trial sees neither its verdicts nor others’ labels before.`}
      act="Draw it"
      busy={draw.isPending}
      error={draw.error}
      disabled={labellers.length === 0 || needsTwo || seed === "" || size < 1}
      onSubmit={() => draw.mutate()}
      onClose={props.onClose}
    >
      <NumberInput
        label="Trials"
        min={1}
        max={Math.min(5_000, page.trials)}
        value={size}
        onChange={(value) => setSize(Number(value))}
      />
      <NumberInput
        label="Of them labelled by two people"
        description="Without these, nobody knows how far people agree."
        min={0}
        max={size}
        value={doubled}
        onChange={(value) => setDoubled(Number(value))}
      />
      <TextInput
        label="Seed"
        description="The same seed draws the same trials."
        maxLength={100}
        value={seed}
        onChange={(event) => setSeed(event.currentTarget.value)}
      />
      <fieldset className={classes.people}>
        <legend>Who labels</legend>
        {page.labellers.map(({ personId, name }) => (
          <Checkbox
            key={personId}
            label={name}
            checked={labellers.includes(personId)}
            onChange={(event) =>
              setLabellers(
                event.currentTarget.checked
                  ? [...labellers, personId]
                  : labellers.filter((one) => one !== personId),
              )
            }
          />
        ))}
        {needsTwo && labellers.length > 0 && (
          <p className="dim">Choose two people at least, or label no trial twice.</p>
        )}
      </fieldset>
    </FormDialog>
  );
}
