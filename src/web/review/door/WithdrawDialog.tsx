import { withdrawReview } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { endFacts } from "./endSays.ts";

export function WithdrawDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const change = useReviewChange(page, props.onClose);
  return (
    <Confirm
      open
      title="Withdraw"
      act={`Withdraw ${page.ref} now`}
      facts={[
        { label: "Why", value: "No reason is asked for, and none is kept." },
        ...endFacts(page),
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(withdrawReview, { params: { ref: page.ref }, headers, body: {} }),
        )
      }
      onClose={props.onClose}
    />
  );
}
