import { useState } from "react";
import { claimLabel } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { LabelFields } from "./LabelFields.tsx";
import { BLANK_LABEL, missingInLabel, toLabel } from "./sealDraft.ts";

/** A protection, claimed for one sealed thing or for the submission as a whole. */
export function LabelDialog(props: {
  readonly page: ReviewPage;
  /** Id of a sealed thing, or the submission. */
  readonly on: string;
  /** What that is, in words. */
  readonly what: string;
  readonly onClose: () => void;
}) {
  const { page, on, what } = props;
  const [draft, setDraft] = useState(BLANK_LABEL);
  const change = useReviewChange(page, props.onClose);
  const missing = missingInLabel(draft);
  const label = toLabel(draft);
  return (
    <FormDialog
      open
      title="Claim a protection"
      says={`For ${what}. It is a claim, with its dates and its source, and stands beside others that are there; none is taken back by it.`}
      act="Claim it"
      busy={change.isPending}
      error={change.error}
      disabled={!label}
      onSubmit={() => {
        if (label)
          change.mutate((headers) =>
            call(claimLabel, { params: { ref: page.ref }, headers, body: { on, label } }),
          );
      }}
      onClose={props.onClose}
    >
      <LabelFields label={draft} onChange={setDraft} isClaim />
      {missing.length > 0 && <p className="small dim">Still to be said: {missing.join(", ")}.</p>}
    </FormDialog>
  );
}
