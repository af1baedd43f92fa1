import { Textarea } from "@mantine/core";
import { useState } from "react";
import { answerPartner } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";

export function AnswerPartnerDialog(props: {
  readonly page: ReviewPage;
  readonly partner: ReviewPage["partners"][number];
  readonly agrees: boolean;
  readonly onClose: () => void;
}) {
  const { page, partner, agrees } = props;
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  return (
    <FormDialog
      open
      title={agrees ? `Agree to ${partner.name}` : `Object to ${partner.name}`}
      says={
        agrees
          ? "Both sides have then said yes, and the partner is selected. Nothing is sent to it by this."
          : "It stays in the log with the reasons of both sides. It may be proposed again."
      }
      act={agrees ? `Agree to ${partner.name}` : `Object to ${partner.name}`}
      busy={change.isPending}
      error={change.error}
      disabled={reason.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(answerPartner, {
            params: { ref: page.ref },
            headers,
            body: { partnerId: partner.id, agrees, reason: reason.trim() },
          }),
        )
      }
      onClose={props.onClose}
    >
      <Textarea
        label="Reasons"
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
