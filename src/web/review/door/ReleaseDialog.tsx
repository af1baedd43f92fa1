import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { dateRelease } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { Release } from "#core/review/reviewWords.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { lastDayWithout } from "../clock/lead.ts";
import { useReviewChange } from "../reviewQuery.ts";
import { RELEASE_WORDS } from "../reviewSays.ts";

export function ReleaseDialog(props: {
  readonly page: ReviewPage;
  readonly of: Release;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [date, setDate] = useState(page.releases[props.of] ?? "");
  const [note, setNote] = useState("");
  const change = useReviewChange(page, props.onClose);
  const send = (day: string | null) =>
    change.mutate((headers) =>
      call(dateRelease, {
        params: { ref: page.ref },
        headers,
        body: { release: props.of, date: day, note },
      }),
    );
  return (
    <FormDialog
      open
      title={`Planned ${RELEASE_WORDS[props.of]}`}
      says={`${consequence(page, props.of, date)} Every attached agency sees the date.`}
      act={date === "" ? "Set the date" : `Set it to ${date}`}
      busy={change.isPending}
      error={change.error}
      disabled={date === "" || date === page.releases[props.of]}
      onSubmit={() => send(date)}
      onClose={props.onClose}
    >
      <TextInput
        type="date"
        label="Day"
        required
        value={date}
        data-autofocus
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {page.releases[props.of] !== null && (
        <div>
          <Button disabled={change.isPending} onClick={() => send(null)}>
            Take the date back
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

/** Only the trusted-partner date touches the window. */
function consequence({ clock }: ReviewPage, release: Release, date: string): string {
  if (release !== "trusted-partner") return "It is written down, and moves no window.";
  if (clock.state === "ended") return "The window has ended; the date moves nothing any more.";
  if (clock.state === "not-started")
    return "The window will close at the start of this day, if that comes before its last one.";
  if (date === "") return "The window closes at the start of this day, if that comes earlier.";
  if (clock.today !== null && date <= clock.today)
    return "That day has begun: the window closes at once, and all access with it.";
  return `With it the window ends with ${lastDayWithout(clock, date, 0)}.`;
}
