import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { listReviewAccesses } from "#contract/review/review.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePages } from "../../ui/usePages.ts";
import { ReviewTrail } from "../ReviewTrail.tsx";
import { reviewQuery } from "../reviewQuery.ts";
import { partyName } from "../who.ts";
import { accessFrom, accessSays } from "./accessSays.ts";

/** Every access to a review, newest first: who, what, when, from where, under which grant. */
export function AccessesPage() {
  const { ref = "" } = useParams({ strict: false });
  const review = useQuery({ ...reviewQuery(ref), refetchOnWindowFocus: false });
  return (
    <Page
      title={`Accesses of ${ref}`}
      about="newest first; nothing here is ever changed"
      trail={<ReviewTrail of={ref} here="Accesses" />}
    >
      <Asked query={review} what="the review" lines={10}>
        {(page) => <Accesses page={page} />}
      </Asked>
    </Page>
  );
}

function Accesses({ page }: { readonly page: ReviewPage }) {
  const params = { ref: page.ref };
  const query = usePages(["review-accesses", page.ref, "all"], (after, signal) =>
    call(listReviewAccesses, { params, query: { after, limit: 200 }, signal }),
  );
  return (
    <Asked query={query} what="the accesses" lines={10}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0)
          return (
            <EmptyState page fact="Nobody has looked yet.">
              Each access of an agency is written down here before it is answered.
            </EmptyState>
          );
        return (
          <>
            <DataTable
              label="Accesses"
              rows={rows}
              keyOf={({ seq }) => String(seq)}
              columns={[
                {
                  id: "at",
                  head: "At",
                  width: "128px",
                  stacked: "bare",
                  cell: ({ at }) => <Time at={at} />,
                },
                {
                  id: "who",
                  head: "Who",
                  width: "220px",
                  stacked: "bare",
                  cell: ({ name, partyId }) => (
                    <>
                      <span className="strong">{name}</span>{" "}
                      <span className="dim">{partyName(page, partyId)}</span>
                    </>
                  ),
                },
                {
                  id: "what",
                  head: "What",
                  stacked: "line",
                  cell: (access) => accessSays(access, page),
                },
                {
                  id: "from",
                  head: "Under which grant, from where",
                  width: "380px",
                  stacked: "line",
                  cell: (access) => <span className="soft">{accessFrom(access, page)}</span>,
                },
              ]}
            />
            <ShowMore of={query} />
          </>
        );
      }}
    </Asked>
  );
}
