import { Textarea } from "@mantine/core";
import { useState } from "react";
import { findNotApplicable } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";

export function NotApplicableDialog(props: {
  readonly page: ReviewPage;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  return (
    <FormDialog
      open
      title="It does not apply"
      says={`Ends ${page.ref} with your reason on record: open weights, a model that is not covered, a version that is not released. It says nothing about the model.`}
      act={`End ${page.ref} as not applicable`}
      busy={change.isPending}
      error={change.error}
      disabled={reason.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(findNotApplicable, { params: { ref: page.ref }, headers, body: { reason } }),
        )
      }
      onClose={props.onClose}
    >
      <Textarea
        label="Reason"
        required
        autosize
        minRows={3}
        maxLength={8000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
