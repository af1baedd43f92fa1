import { Textarea } from "@mantine/core";
import { useState } from "react";
import { answerGrant } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { listed } from "../reviewSays.ts";
import { partyName } from "../who.ts";
import { grantSays } from "./grantTable.ts";

export function AnswerGrantDialog(props: {
  readonly page: ReviewPage;
  readonly grant: ReviewPage["grants"][number];
  readonly given: boolean;
  readonly onClose: () => void;
}) {
  const { page, grant, given } = props;
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  const people = listed(grant.persons.map(({ name }) => name));
  return (
    <FormDialog
      open
      title={given ? "Give access" : "Decline access"}
      says={
        given ? (
          <>
            <b className="strong">{grantSays(grant)}</b> for {people} of{" "}
            {partyName(page, grant.partyId)}. It holds while the window is open, lets in nobody who
            has not declared on conflicts, and each access shows up in your log as it happens. You
            can end it at any moment.
          </>
        ) : (
          <>
            <b className="strong">{grantSays(grant)}</b> for {people} of{" "}
            {partyName(page, grant.partyId)}. They are told, with your reason if you give one.
          </>
        )
      }
      act={given ? `Give it to ${people}` : "Decline it"}
      busy={change.isPending}
      error={change.error}
      onSubmit={() =>
        change.mutate((headers) =>
          call(answerGrant, {
            params: { ref: page.ref },
            headers,
            body: { grantId: grant.id, given, reason },
          }),
        )
      }
      onClose={props.onClose}
    >
      <p className="small">
        <span className="dim">They ask:</span> {grant.reason}
      </p>
      <Textarea
        label={given ? "Note" : "Reason, if you like"}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
