import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { listBatchProblems } from "#contract/clearinghouse/report.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page, TextButton } from "../../ui/Page.tsx";
import { ProblemList } from "./ProblemList.tsx";

/** The refused lines of a batch. What was stored is among the cases. */
export function BatchPage() {
  const { id = "" } = useParams({ strict: false });
  const query = useInfiniteQuery({
    queryKey: ["batch-problems", id],
    queryFn: ({ pageParam, signal }) =>
      call(listBatchProblems, { params: { id }, query: { after: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Page
      title="Refused lines"
      about="each with its place and what to do"
      acts={<Link to="/intake">Back to intake</Link>}
    >
      <Asked query={query} what="the refused lines">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState page fact="No line was refused.">
                Everything in this batch was stored or known already.
              </EmptyState>
            );
          return items.map(({ line, problems }) => (
            <ProblemList key={line} line={line} problems={problems} />
          ));
        }}
      </Asked>
      {query.hasNextPage && (
        <p className="small">
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
