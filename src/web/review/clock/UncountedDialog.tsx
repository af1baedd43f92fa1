import { Checkbox, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { beginUncounted, leaveDaysUncounted } from "#contract/review/uncounted.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { counted } from "../reviewSays.ts";
import { SignWith, useSignature } from "../terms/SignWith.tsx";
import { signCommand } from "../terms/signCommand.ts";
import classes from "./days.module.css";
import { daysOver, lastDayWithout } from "./lead.ts";

/** The lab leaves named days of an outage of its own out of the count. Nobody else can, and only days that are over. */
export function UncountedDialog(props: {
  readonly page: ReviewPage;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [days, setDays] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  const signature = useSignature();
  const isSaid = days.length > 0 && reason.trim() !== "";
  const uncounted = { days: [...days], reason };
  const params = { ref: page.ref };
  const begin = () => call(beginUncounted, { params, body: uncounted });
  const begun = useQuery({
    queryKey: ["uncounted", page.ref, uncounted],
    queryFn: begin,
    enabled: isSaid && signature.draft.way === "ed25519",
    retry: false,
  });
  const over = daysOver(page.clock);
  const ends = lastDayWithout(page.clock, page.releases["trusted-partner"], days.length);
  return (
    <FormDialog
      open
      title="Leave days uncounted"
      says={`For an outage at your side. What reviewers lost is yours to give back, or not; never more than ${counted(page.clock.cap, "day")} count. You sign it, and it stands in the record.`}
      act={
        days.length === 0
          ? "Leave them uncounted"
          : `Leave ${counted(days.length, "day")} uncounted: ends with ${ends}`
      }
      busy={change.isPending}
      error={change.error}
      disabled={!isSaid || !signature.isReady}
      onSubmit={() =>
        change.mutate(async (headers) => {
          const body = { ...uncounted, signature: await signature.sign(begin) };
          return await call(leaveDaysUncounted, { params, headers, body });
        })
      }
      onClose={props.onClose}
    >
      <fieldset className={classes.days}>
        <legend>Days that are over</legend>
        {over.length === 0 && <p className="small dim">None yet: today is not over.</p>}
        {over.map((day) => (
          <Checkbox
            key={day}
            label={day}
            checked={days.includes(day)}
            onChange={(event) =>
              setDays(
                event.currentTarget.checked ? [...days, day] : days.filter((each) => each !== day),
              )
            }
          />
        ))}
      </fieldset>
      <Textarea
        label="What was down"
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <SignWith
        signature={signature}
        command={begun.data && signCommand("uncounted days", begun.data.hash)}
      />
    </FormDialog>
  );
}
