import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listAdvisories } from "#contract/clearinghouse/advisory.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";

/** Advisories in the making and those published. */
export function AdvisoriesPage() {
  const { desk } = useMe();
  const query = useQuery({
    queryKey: ["advisories"],
    queryFn: ({ signal }) => call(listAdvisories, { query: { limit: 200 }, signal }),
  });
  return (
    <Page
      title="Advisories"
      about="in the making and published"
      acts={<a href={`/d/${desk.id}/advisories/`}>The public pages</a>}
    >
      <Asked query={query} what="the list of advisories">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState page fact="No advisory yet.">
              It is begun on the page of its case, filled from what the case knows.
            </EmptyState>
          ) : (
            <DataTable
              label="Advisories"
              rows={items}
              keyOf={({ ref }) => ref}
              columns={[
                {
                  id: "ref",
                  head: "Advisory",
                  width: "120px",
                  stacked: "bare",
                  cell: ({ ref }) => (
                    <Link to="/advisory/$ref" params={{ ref }} className="mono">
                      {ref}
                    </Link>
                  ),
                },
                { id: "title", head: "Title", stacked: "line", cell: ({ title }) => title },
                {
                  id: "case",
                  head: "Case",
                  width: "120px",
                  cell: ({ caseRef }) => (
                    <Link to="/cases/$ref" params={{ ref: caseRef }} className="mono">
                      {caseRef}
                    </Link>
                  ),
                },
                {
                  id: "state",
                  head: "State",
                  width: "150px",
                  stacked: "bare",
                  cell: ({ published }) =>
                    published === 0 ? (
                      <State dot="open">not published</State>
                    ) : (
                      <State dot="ok">version {published}</State>
                    ),
                },
                {
                  id: "at",
                  head: "Changed",
                  width: "130px",
                  cell: ({ changedAt }) => <Time at={changedAt} />,
                },
              ]}
            />
          )
        }
      </Asked>
    </Page>
  );
}
