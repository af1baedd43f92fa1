import { Link, useParams } from "@tanstack/react-router";
import { listBatchProblems } from "#contract/clearinghouse/report.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { Trail } from "../../ui/Trail.tsx";
import { usePages } from "../../ui/usePages.ts";
import { ProblemList } from "./ProblemList.tsx";

/** The refused lines of a batch. What was stored is among the cases. */
export function BatchPage() {
  const { id = "" } = useParams({ strict: false });
  const query = usePages(["batch-problems", id], (after, signal) =>
    call(listBatchProblems, { params: { id }, query: { after, limit: 100 }, signal }),
  );
  return (
    <Page
      title="Refused lines"
      about="each with its place and what to do"
      trail={
        <Trail>
          <Link to="/intake">Intake</Link>
          <span>Refused lines</span>
        </Trail>
      }
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
      <ShowMore of={query} />
    </Page>
  );
}
