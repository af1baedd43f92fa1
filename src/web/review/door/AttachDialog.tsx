import { answerAgency } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";

export function AttachDialog(props: {
  readonly page: ReviewPage;
  readonly agency: ReviewPage["agencies"][number];
  readonly onClose: () => void;
}) {
  const { page, agency } = props;
  const me = useMe();
  const change = useReviewChange(page, props.onClose);
  return (
    <Confirm
      open
      title={`Attach ${agency.name}`}
      act={`Attach ${agency.name}`}
      facts={[
        { label: "Who", value: agency.name },
        { label: "Sees", value: `${page.model}, ${page.version}: the review, its terms and dates` },
        {
          label: "Not",
          value:
            "No access to the model and no sealed thing: those take signed terms, a grant of yours and an envelope for its people.",
        },
        { label: "Clock", value: "The window does not get longer by it." },
        { label: "As", value: `${me.name}, ${page.lab.name}` },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(answerAgency, {
            params: { ref: page.ref },
            headers,
            body: { partyId: agency.partyId, attached: true },
          }),
        )
      }
      onClose={props.onClose}
    />
  );
}
