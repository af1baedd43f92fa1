import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { stateDestruction } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { thingOf } from "./thing.ts";

/** A destruction certificate: somebody's word, with a day and a way, that no copy is left. */
export function StateDialog(props: {
  readonly page: ReviewPage;
  readonly asked: ReviewPage["destructions"][number];
  readonly onClose: () => void;
}) {
  const { page, asked } = props;
  const [method, setMethod] = useState("");
  const [on, setOn] = useState("");
  const [isAll, setIsAll] = useState(false);
  const change = useReviewChange(page, props.onClose);
  return (
    <FormDialog
      open
      title="State a destruction"
      says={`${thingOf(page, asked.materialId)}, held by ${asked.name}. Your statement goes to ${page.lab.name} and into the record, under your name, and stays as it is.`}
      act={`State that ${asked.name} holds no copy`}
      busy={change.isPending}
      error={change.error}
      disabled={method.trim() === "" || on === "" || !isAll}
      onSubmit={() =>
        change.mutate((headers) =>
          call(stateDestruction, {
            params: { ref: page.ref },
            headers,
            body: { destructionId: asked.id, method: method.trim(), on },
          }),
        )
      }
      onClose={props.onClose}
    >
      <Textarea
        label="How it was destroyed"
        description="What was erased and by what means, backups and working copies included."
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={method}
        data-autofocus
        onChange={(event) => setMethod(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="On"
        required
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <Checkbox
        label="No copy is left, opened or sealed, with this holder"
        checked={isAll}
        onChange={(event) => setIsAll(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
