import { useParams } from "@tanstack/react-router";
import { listCaseEvents } from "#contract/clearinghouse/case.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EventTable } from "../../ui/EventTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { RecordData } from "../../ui/RecordData.tsx";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { usePages } from "../../ui/usePages.ts";
import { CaseTrail } from "./CaseTrail.tsx";

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
      trail={<CaseTrail of={ref} here="Record" />}
    >
      <Asked query={query} what="the record of the case" lines={10}>
        {({ pages }) => (
          <EventTable
            events={pages.flatMap(({ items }) => items)}
            by={({ by }) => by}
            data={({ data }) => <RecordData of={data} />}
          />
        )}
      </Asked>
      <ShowMore of={query} />
    </Page>
  );
}
