import { completeReview } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { endFacts } from "./endSays.ts";

export function CompleteDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const change = useReviewChange(page, props.onClose);
  return (
    <Confirm
      open
      title="End it as complete"
      act={`End ${page.ref} as complete`}
      facts={[
        ...endFacts(page),
        {
          label: "Says",
          value: "That the work came to its end. It says nothing about the model or its release.",
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(completeReview, { params: { ref: page.ref }, headers, body: {} }),
        )
      }
      onClose={props.onClose}
    />
  );
}
