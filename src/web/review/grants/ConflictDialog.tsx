import { Textarea } from "@mantine/core";
import { useState } from "react";
import { declareConflict } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import { useReviewChange } from "../reviewQuery.ts";

type Answer = "none" | "some";

export function ConflictDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const me = useMe();
  const [answer, setAnswer] = useState<Answer>();
  const [statement, setStatement] = useState("");
  const change = useReviewChange(page, props.onClose);
  const has = answer === "some";
  return (
    <FormDialog
      open
      title="Declare on conflicts of interest"
      says={`For yourself, as ${me.name}. ${page.lab.name} and the ledger keep it.`}
      act={has ? "Declare a conflict" : "Declare that there is none"}
      busy={change.isPending}
      error={change.error}
      disabled={answer === undefined || (has && statement.trim() === "")}
      onSubmit={() =>
        change.mutate((headers) =>
          call(declareConflict, { params: { ref: page.ref }, headers, body: { has, statement } }),
        )
      }
      onClose={props.onClose}
    >
      <Choices<Answer>
        label={`Toward ${page.lab.name}, its rivals and this model`}
        of={[
          {
            value: "none",
            name: "I have no conflict of interest",
            says: "Nothing of mine, nor of anybody close to me, hangs on how this review turns out.",
          },
          {
            value: "some",
            name: "I have one",
            says: "What you were given before lets you in no more; the lab can give it anew, knowing.",
          },
        ]}
        value={answer}
        onChoose={setAnswer}
      />
      <Textarea
        label={has ? "What it is" : "Anything to add"}
        required={has}
        autosize
        minRows={2}
        maxLength={2000}
        value={statement}
        onChange={(event) => setStatement(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
