import { confirmAccess } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { attachedNames, counted } from "../reviewSays.ts";

/** Starts the clock, so it says on which day and until when at most. */
export function ConfirmAccessDialog(props: {
  readonly page: ReviewPage;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const me = useMe();
  const change = useReviewChange(page, props.onClose);
  const release = page.releases["trusted-partner"];
  return (
    <Confirm
      open
      title="Access works"
      act="Confirm: today is day 1"
      facts={[
        { label: "What", value: `${page.model}, ${page.version}` },
        { label: "Told to", value: attachedNames(page) },
        { label: "As", value: `${me.name}, ${page.lab.name}` },
        {
          label: "Then",
          value: `Today in ${page.clock.zone} is day 1, whatever the hour. The window closes by itself at the end of day ${page.clock.cap}, and all access with it. It can end earlier by your act, and later only by days of an outage of yours that you leave uncounted.`,
        },
        ...(release === null
          ? []
          : [
              {
                label: "But",
                value: `Your trusted-partner release is planned for ${release}. If that is less than ${counted(page.clock.cap, "day")} away, the window closes at the start of that day.`,
              },
            ]),
      ]}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate((headers) =>
          call(confirmAccess, { params: { ref: page.ref }, headers, body: {} }),
        )
      }
      onClose={props.onClose}
    />
  );
}
