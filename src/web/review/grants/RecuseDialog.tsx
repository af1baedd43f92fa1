import { recuse } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";

export function RecuseDialog(props: { readonly page: ReviewPage; readonly onClose: () => void }) {
  const { page } = props;
  const me = useMe();
  const change = useReviewChange(page, props.onClose);
  return (
    <Confirm
      open
      title="Step back from this review"
      act={`Step back as ${me.name}`}
      facts={[
        { label: "Who", value: `${me.name}; your colleagues stay` },
        { label: "Told to", value: page.lab.name },
        {
          label: "Then",
          value:
            "Every grant that names you lets you in no more, and no sealed thing of this review opens to you. It cannot be undone.",
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) => call(recuse, { params: { ref: page.ref }, headers, body: {} }))
      }
      onClose={props.onClose}
    />
  );
}
