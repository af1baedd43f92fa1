import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { listReviewEvents } from "#contract/review/review.ts";
import { call } from "../api.ts";

import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { Page, TextButton } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { recordSays } from "./recordSays.ts";
import classes from "./review.module.css";

/** Every event of a review as one's side sees it, in the order it happened. */
export function RecordPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useInfiniteQuery({
    queryKey: ["review-events", ref],
    queryFn: ({ pageParam, signal }) =>
      call(listReviewEvents, {
        params: { ref },
        query: { after: pageParam, limit: 200 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Page
      title={`Record of ${ref}`}
      about="every event that your side sees, oldest first; nothing here is ever changed"
      acts={
        <Link to="/reviews/$ref" params={{ ref }}>
          Back to the review
        </Link>
      }
    >
      <Asked query={query} what="the record of the review" lines={10}>
        {({ pages }) => (
          <DataTable
            label="Events"
            rows={pages.flatMap(({ items }) => items)}
            keyOf={({ seq }) => String(seq)}
            columns={[
              { id: "seq", head: "No.", width: "44px", number: true, cell: ({ seq }) => seq },
              { id: "at", head: "At", width: "128px", cell: ({ at }) => <Time at={at} /> },
              {
                id: "what",
                head: "What",
                width: "180px",
                cell: ({ type }) => <span className="strong">{type.replaceAll("-", " ")}</span>,
              },
              {
                id: "by",
                head: "By",
                width: "200px",
                cell: ({ by, side }) => (
                  <>
                    {by} <span className="dim">{side}</span>
                  </>
                ),
              },
              {
                id: "data",
                head: "Data",
                cell: ({ data }) => <span className={classes.data}>{recordSays(data)}</span>,
              },
            ]}
          />
        )}
      </Asked>
      {query.hasNextPage && (
        <p className={classes.says}>
          <TextButton
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </TextButton>
        </p>
      )}
    </Page>
  );
}
