import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { openIncident } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { toLines } from "../lines.ts";
import { useReviewChange } from "../reviewQuery.ts";
import { ThirdParties } from "./ThirdParties.tsx";

const [SHORTEST, LONGEST] = [1, 720];

/** After a containment event. It pauses access for everybody at once, so it says so before. */
export function OpenIncidentDialog(props: {
  readonly page: ReviewPage;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [what, setWhat] = useState("");
  const [parties, setParties] = useState("");
  const [hours, setHours] = useState("24");
  const change = useReviewChange(page, props.onClose);
  const isTimed = Number(hours) >= SHORTEST && Number(hours) <= LONGEST;
  const agencies = page.agencies.filter(({ state }) => state === "attached");
  return (
    <FormDialog
      open
      title="Open an incident"
      says={`At once, all access under this review is paused until the incident ends. The window goes on and is not lengthened. ${page.lab.name} and ${agencies.length === 1 ? "the attached agency" : `${agencies.length} attached agencies`} are told.`}
      act="Open it, and pause all access"
      busy={change.isPending}
      error={change.error}
      disabled={what.trim() === "" || !isTimed}
      onSubmit={() =>
        change.mutate((headers) =>
          call(openIncident, {
            params: { ref: page.ref },
            headers,
            body: {
              what: what.trim(),
              thirdParties: [...toLines(parties)],
              hours: Math.round(Number(hours)),
            },
          }),
        )
      }
      onClose={props.onClose}
    >
      <Textarea
        label="What happened"
        description="What left its bounds, when, and what it reached."
        required
        autosize
        minRows={3}
        maxLength={8000}
        value={what}
        data-autofocus
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <ThirdParties value={parties} onChange={setParties} />
      <TextInput
        label="Hours until an outcome is due"
        type="number"
        min={SHORTEST}
        max={LONGEST}
        required
        value={hours}
        error={isTimed ? undefined : `From ${SHORTEST} to ${LONGEST} hours.`}
        onChange={(event) => setHours(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
