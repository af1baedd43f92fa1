import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type CoverageLine, listCoverage } from "#contract/review/coverage.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, TextButton } from "../ui/Page.tsx";
import { State, Unknown } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { CoverageDialog } from "./coverage/CoverageDialog.tsx";
import classes from "./coverage/coverage.module.css";
import { inOrder, isLapsed } from "./coverage/enquiry.ts";
import { COVERAGE_WORDS } from "./words.ts";

/** Enquiries of labs, for the role that answers them. Nothing here is computed. */
export function CoveragePage() {
  const query = useQuery({
    queryKey: ["coverage"],
    queryFn: ({ signal }) => call(listCoverage, { signal }),
  });
  const [recording, setRecording] = useState<CoverageLine>();
  return (
    <Page title="Coverage" about="recorded by you, never computed">
      <Asked query={query} what="the coverage enquiries" lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState page fact="No lab has asked.">
              An enquiry stands here as soon as a lab makes one in a review.
            </EmptyState>
          ) : (
            <DataTable
              label="Coverage enquiries"
              rows={inOrder(items)}
              keyOf={({ ref }) => ref}
              columns={[
                {
                  id: "ref",
                  head: "Review",
                  width: "104px",
                  stacked: "bare",
                  cell: ({ ref }) => <span className="mono">{ref}</span>,
                },
                {
                  id: "model",
                  head: "Model",
                  width: "220px",
                  stacked: "line",
                  cell: (line) => (
                    <>
                      <span className="strong">
                        {line.model}, {line.version}
                      </span>
                      <span className={classes.under}>{line.lab.name}</span>
                    </>
                  ),
                },
                {
                  id: "question",
                  head: "Asked",
                  stacked: "line",
                  cell: (line) => <Enquiry line={line} />,
                },
                {
                  id: "recorded",
                  head: "Recorded",
                  width: "280px",
                  stacked: "line",
                  cell: (line) => <Recorded line={line} />,
                },
                {
                  id: "acts",
                  head: <span className="gone">Acts</span>,
                  width: "88px",
                  acts: true,
                  cell: (line) =>
                    line.enquiry && (
                      <TextButton onClick={() => setRecording(line)}>
                        {line.coverage ? "Record anew" : "Record"}
                      </TextButton>
                    ),
                },
              ]}
            />
          )
        }
      </Asked>
      {recording && <CoverageDialog line={recording} onClose={() => setRecording(undefined)} />}
    </Page>
  );
}

const Enquiry = ({ line }: { readonly line: CoverageLine }) =>
  line.enquiry === null ? (
    <span className="dim">not asked</span>
  ) : (
    <>
      <span className={classes.question}>{line.enquiry.question}</span>
      <span className={classes.under}>
        <Time at={line.enquiry.at} />
      </span>
    </>
  );

function Recorded({ line: { coverage } }: { readonly line: CoverageLine }) {
  if (coverage === null) return <Unknown>not recorded</Unknown>;
  const lapsed = isLapsed(coverage, new Date());
  return (
    <>
      <State dot={lapsed ? "soon" : "plain"}>
        {COVERAGE_WORDS[coverage.coverage]}
        {coverage.until && (
          <>
            , {lapsed ? "lapsed" : "until"} <Time at={coverage.until} as="day" />
          </>
        )}
      </State>
      <span className={classes.under}>
        {coverage.basis} {coverage.by}, <Time at={coverage.at} as="day" />
      </span>
    </>
  );
}
