import { Link, useParams } from "@tanstack/react-router";
import { listCaseEvents } from "#contract/clearinghouse/case.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EventTable } from "../../ui/EventTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { usePages } from "../../ui/usePages.ts";
import { brief } from "./brief.ts";
import classes from "./case.module.css";

/** Every event of a case in the order it happened: who did what, with its data. */
export function RecordPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = usePages(["case-record", ref], (after, signal) =>
    call(listCaseEvents, { params: { ref }, query: { after, limit: 200 }, signal }),
  );
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
          <EventTable
            events={pages.flatMap(({ items }) => items)}
            by={({ by }) => by}
            data={({ data }) => <span className={classes.data}>{brief(data)}</span>}
          />
        )}
      </Asked>
      <ShowMore of={query} />
    </Page>
  );
}
