import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { proposePartner } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";

export function ProposePartnerDialog(props: {
  readonly page: ReviewPage;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [name, setName] = useState("");
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  const other = page.side === "lab" ? "the agencies" : page.lab.name;
  return (
    <FormDialog
      open
      title="Propose a trusted partner"
      says={`Your side says yes by proposing. It is selected when ${other} ${page.side === "lab" ? "say" : "says"} yes as well, and not before: silence is not consent.`}
      act="Propose it"
      busy={change.isPending}
      error={change.error}
      disabled={name.trim() === "" || reason.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(proposePartner, {
            params: { ref: page.ref },
            headers,
            body: { name: name.trim(), reason: reason.trim() },
          }),
        )
      }
      onClose={props.onClose}
    >
      <TextInput
        label="Partner"
        required
        maxLength={300}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="Reasons"
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
