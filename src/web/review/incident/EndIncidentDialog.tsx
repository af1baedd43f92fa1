import { Textarea } from "@mantine/core";
import { useState } from "react";
import { endIncident } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";

export function EndIncidentDialog(props: {
  readonly page: ReviewPage;
  readonly incident: ReviewPage["incidents"][number];
  readonly onClose: () => void;
}) {
  const { page, incident } = props;
  const [outcome, setOutcome] = useState("");
  const change = useReviewChange(page, props.onClose);
  const isLast = page.incidents.every(({ id, ended }) => id === incident.id || ended !== null);
  const goesOn = isLast
    ? "Access goes on at once, under the grants that are still given."
    : "Access stays paused: another incident is open.";
  return (
    <FormDialog
      open
      title="End the incident"
      says={`${goesOn} Everybody in the review is told, with the outcome.`}
      act={isLast ? "End it, and let access go on" : "End it"}
      busy={change.isPending}
      error={change.error}
      disabled={outcome.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(endIncident, {
            params: { ref: page.ref },
            headers,
            body: { incidentId: incident.id, outcome: outcome.trim() },
          }),
        )
      }
      onClose={props.onClose}
    >
      <Textarea
        label="Outcome"
        description="What was found, what was done, and who was told."
        required
        autosize
        minRows={3}
        maxLength={8000}
        value={outcome}
        data-autofocus
        onChange={(event) => setOutcome(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
