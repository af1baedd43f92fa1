import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { listFollowed } from "#contract/clearinghouse/report.ts";
import { call } from "../api.ts";
import { useMay, useMe } from "../session.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page } from "../ui/Page.tsx";
import { ShowMore } from "../ui/ShowMore.tsx";
import { Unknown } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { usePages } from "../ui/usePages.ts";

/** What one's party submitted, and how far each finding has come. It says the same whether or not others reported the flaw. */
export function FindingsPage() {
  const may = useMay();
  const { desk } = useMe();
  const query = usePages(["findings"], (after, signal) =>
    call(listFollowed, { query: { after, limit: 100 }, signal }),
  );
  return (
    <Page
      title="My findings"
      about="what your party submitted, and how far it has come; where something is unknown, a fuller report helps"
      acts={
        may("report.submit") && (
          <Button component={Link} to="/intake">
            Submit
          </Button>
        )
      }
    >
      <Asked query={query} what="your findings" lines={10}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState page fact="Nothing submitted yet.">
                <Link to="/intake">Submit a file or a batch</Link> here, or from the command line
                with an <Link to="/tokens">API token</Link>.
              </EmptyState>
            );
          return (
            <DataTable
              label="Findings"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "id",
                  head: "Finding",
                  width: "116px",
                  stacked: "bare",
                  cell: ({ id, report }) => (
                    <span className="mono" title={`in report ${report}`}>
                      {id}
                    </span>
                  ),
                },
                { id: "title", head: "Title", stacked: "line", cell: ({ title }) => title },
                {
                  id: "at",
                  head: "Received",
                  width: "130px",
                  cell: ({ receivedAt }) => <Time at={receivedAt} />,
                },
                {
                  id: "state",
                  head: "State",
                  width: "170px",
                  stacked: "bare",
                  cell: ({ state }) => <span className="strong">{state.replaceAll("-", " ")}</span>,
                },
                {
                  id: "since",
                  head: "Since",
                  width: "100px",
                  cell: ({ since }) => <Time at={since} as="day" />,
                },
                {
                  id: "missing",
                  head: "Still unknown",
                  width: "150px",
                  cell: ({ missing }) =>
                    missing.length === 0 ? (
                      <span className="dim">nothing</span>
                    ) : (
                      missing.map((each) => <Unknown key={each}>{each}</Unknown>)
                    ),
                },
                {
                  id: "advisory",
                  head: "Advisory",
                  width: "110px",
                  cell: ({ advisory }) =>
                    advisory === null ? (
                      ""
                    ) : (
                      <a href={`/d/${desk.id}/advisories/${advisory}.html`}>{advisory}</a>
                    ),
                },
              ]}
            />
          );
        }}
      </Asked>
      <ShowMore of={query} />
    </Page>
  );
}
