import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { reportOutage } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { toZone } from "../../ui/instant.ts";
import { useReviewChange } from "../reviewQuery.ts";

/** What the field shows is the reader's own clock on the wall. */
const toInstant = (local: string) => new Date(local).toISOString();

export function OutageDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [note, setNote] = useState("");
  const change = useReviewChange(page, props.onClose);
  const zone = toZone(new Date().getTimezoneOffset());
  return (
    <FormDialog
      open
      title="Put an outage on record"
      says={
        page.side === "lab"
          ? "It is written down for every party and moves no date. If reviewers should get days back, leave those days uncounted as well."
          : "It is written down for every party and moves no date. Only the lab can leave days uncounted."
      }
      act="Put it on record"
      busy={change.isPending}
      error={change.error}
      disabled={from === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(reportOutage, {
            params: { ref: page.ref },
            headers,
            body: {
              from: toInstant(from),
              until: until === "" ? null : toInstant(until),
              note,
            },
          }),
        )
      }
      onClose={props.onClose}
    >
      <TextInput
        type="datetime-local"
        label={`From, ${zone}`}
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={`Until, ${zone}`}
        description="Leave it empty while it lasts."
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Textarea
        label="What could not be used"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
