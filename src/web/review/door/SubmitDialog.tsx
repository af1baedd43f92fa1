import { submitReview } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { ACT_WORDS, attachedNames, listed } from "../reviewSays.ts";

/** Until now it was a draft, in which nothing is signed and nothing asked for. */
export function SubmitDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const me = useMe();
  const change = useReviewChange(page, props.onClose);
  return (
    <Confirm
      open
      title="Hand the review in"
      act="Hand it in"
      facts={[
        { label: "What", value: `${page.model}, ${page.version}` },
        { label: "For", value: listed(page.acts.map((one) => ACT_WORDS[one].toLowerCase())) },
        { label: "To", value: attachedNames(page) },
        { label: "As", value: `${me.name}, ${page.lab.name}` },
        {
          label: "Then",
          value:
            "Both sides can sign terms, and agencies can ask for access. No clock starts: that takes a confirmation of yours that access works. You can withdraw at any moment, without a reason.",
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(submitReview, { params: { ref: page.ref }, headers, body: {} }),
        )
      }
      onClose={props.onClose}
    />
  );
}
