import { Textarea } from "@mantine/core";
import { useState } from "react";
import { endGrant } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { listed } from "../reviewSays.ts";
import { partyName } from "../who.ts";
import { grantSays } from "./grantTable.ts";

export function EndGrantDialog(props: {
  readonly page: ReviewPage;
  readonly grant: ReviewPage["grants"][number];
  readonly onClose: () => void;
}) {
  const { page, grant } = props;
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  const people = listed(grant.persons.map(({ name }) => name));
  return (
    <FormDialog
      open
      title="End a grant"
      says={
        <>
          <b className="strong">{grantSays(grant)}</b>: {people} of {partyName(page, grant.partyId)}{" "}
          have no access by it from this minute on. They are told, and can ask anew.
        </>
      }
      act={`End it for ${people}`}
      busy={change.isPending}
      error={change.error}
      onSubmit={() =>
        change.mutate((headers) =>
          call(endGrant, {
            params: { ref: page.ref },
            headers,
            body: { grantId: grant.id, reason },
          }),
        )
      }
      onClose={props.onClose}
    >
      <Textarea
        label="Reason, if you like"
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
