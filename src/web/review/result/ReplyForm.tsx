import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { replyToResult } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { moveOf } from "../moves.ts";
import { useReviewChange } from "../reviewQuery.ts";
import { partyName } from "../who.ts";
import classes from "./result.module.css";

/** The lab's right of reply. Until it is attached, the result goes to nobody else. */
export function ReplyForm(props: {
  readonly page: ReviewPage;
  readonly result: ReviewPage["results"][number];
}) {
  const { page, result } = props;
  const [text, setText] = useState("");
  const change = useReviewChange(page);
  const { open, why } = moveOf(page, "reply-to-result");
  return (
    <form
      className={classes.replyForm}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate((headers) =>
          call(replyToResult, {
            params: { ref: page.ref },
            headers,
            body: { resultId: result.id, text: text.trim() },
          }),
        );
      }}
    >
      <Textarea
        label="Your reply"
        description="Nobody else gets this result until it is attached; it then goes with it, and cannot be changed."
        autosize
        minRows={2}
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Refusal error={change.error} />
      <div className={classes.send}>
        <Button
          type="submit"
          variant="filled"
          loading={change.isPending}
          disabled={!open || text.trim() === ""}
          title={why}
        >
          Attach reply
        </Button>
        goes to {result.by}, {partyName(page, result.partyId)}
      </div>
    </form>
  );
}
