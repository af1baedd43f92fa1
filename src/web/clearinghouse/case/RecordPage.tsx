import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { listCaseEvents } from "#contract/clearinghouse/case.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { brief } from "./brief.ts";
import classes from "./case.module.css";

/** Every event of a case in the order it happened: who did what, with its data. */
export function RecordPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useInfiniteQuery({
    queryKey: ["case-record", ref],
    queryFn: ({ pageParam, signal }) =>
      call(listCaseEvents, { params: { ref }, query: { after: pageParam, limit: 200 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Page
      title={`Record of ${ref}`}
      about="every event, oldest first; nothing here is ever changed"
      acts={
        <Link to="/cases/$ref" params={{ ref }}>
          Back to the case
        </Link>
      }
    >
      <Asked query={query} what="the record of the case" lines={10}>
        {({ pages }) => (
          <DataTable
            label="Events"
            rows={pages.flatMap((page) => page.items)}
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
              { id: "by", head: "By", width: "170px", cell: ({ by }) => by },
              {
                id: "data",
                head: "Data",
                cell: ({ data }) => <span className={classes.data}>{brief(data)}</span>,
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
