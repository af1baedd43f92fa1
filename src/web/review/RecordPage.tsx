import { useParams } from "@tanstack/react-router";
import { listReviewEvents } from "#contract/review/review.ts";
import { call } from "../api.ts";

import { Asked } from "../ui/Asked.tsx";
import { EventTable } from "../ui/EventTable.tsx";
import { Page } from "../ui/Page.tsx";
import { RecordData } from "../ui/RecordData.tsx";
import { ShowMore } from "../ui/ShowMore.tsx";
import { usePages } from "../ui/usePages.ts";
import { ReviewTrail } from "./ReviewTrail.tsx";

/** Every event of a review as one's side sees it, in the order it happened. */
export function RecordPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = usePages(["review-events", ref], (after, signal) =>
    call(listReviewEvents, {
      params: { ref },
      query: { after, limit: 200 },
      signal,
    }),
  );
  return (
    <Page
      title={`Record of ${ref}`}
      about="every event that your side sees, oldest first; nothing here is ever changed"
      trail={<ReviewTrail of={ref} here="Record" />}
    >
      <Asked query={query} what="the record of the review" lines={10}>
        {({ pages }) => (
          <EventTable
            events={pages.flatMap(({ items }) => items)}
            by={({ by, side }) => (
              <>
                {by} <span className="dim">{side}</span>
              </>
            )}
            data={({ data }) => <RecordData of={data} />}
          />
        )}
      </Asked>
      <ShowMore of={query} />
    </Page>
  );
}
