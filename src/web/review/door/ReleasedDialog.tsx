import { recordRelease } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { Release } from "#core/review/reviewWords.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { attachedNames, RELEASE_WORDS } from "../reviewSays.ts";

/** The lab says that it has released. Nobody is asked for it, and the window ends that minute. */
export function ReleasedDialog(props: {
  readonly page: ReviewPage;
  readonly of: Release;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const change = useReviewChange(page, props.onClose);
  return (
    <Confirm
      open
      title="The model has been released"
      act={`Record the ${RELEASE_WORDS[props.of]}`}
      facts={[
        { label: "What", value: `${page.model}, ${page.version}: ${RELEASE_WORDS[props.of]}` },
        { label: "Told to", value: attachedNames(page) },
        {
          label: "Then",
          value:
            page.clock.state === "ended"
              ? "The record says so. Nothing else follows."
              : "The window ends this minute, and all access with it. It does not open again.",
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(recordRelease, { params: { ref: page.ref }, headers, body: { release: props.of } }),
        )
      }
      onClose={props.onClose}
    />
  );
}
