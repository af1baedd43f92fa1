import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { getReportFile } from "#contract/clearinghouse/report.ts";
import { pathOf } from "../../request.ts";
import { useMay } from "../../session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { moveOf } from "./moves.ts";
import { SplitDialog } from "./SplitDialog.tsx";

type Finding = CasePage["findings"][number];

/** Every report of this root cause, with its credit. Findings that do not belong here are split off. */
export function FindingsPart({ page }: { readonly page: CasePage }) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [splitting, setSplitting] = useState(false);
  const may = useMay();
  const { allowed } = moveOf(page, "split");
  const mayFile = may("report.read");
  const maySplit = may("case.work") && allowed && page.findings.length > 1;
  const pick = (id: string) =>
    setPicked((before) =>
      before.includes(id) ? before.filter((each) => each !== id) : [...before, id],
    );
  const finders = new Set(page.findings.map(({ from }) => from)).size;
  return (
    <Section
      title="Reports merged"
      fact={`${count(page.findings.length, "finding")}, ${count(finders, "finder")}; every credit is kept`}
      act={
        picked.length > 0 && (
          <TextButton
            disabled={picked.length === page.findings.length}
            onClick={() => setSplitting(true)}
          >
            Split {count(picked.length, "finding")} off
          </TextButton>
        )
      }
    >
      {page.findings.length === 0 ? (
        <EmptyState fact="No finding is in this case.">
          They were merged or split into others; the record tells where.
        </EmptyState>
      ) : (
        <DataTable
          label="Reports merged"
          rows={page.findings}
          keyOf={({ id }) => id}
          columns={[
            ...(maySplit
              ? [
                  {
                    id: "pick",
                    head: <span className="gone">Picked</span>,
                    width: "22px",
                    stacked: "bare" as const,
                    cell: ({ id }: Finding) => (
                      <input
                        type="checkbox"
                        aria-label={`Pick ${id}`}
                        checked={picked.includes(id)}
                        onChange={() => pick(id)}
                      />
                    ),
                  },
                ]
              : []),
            {
              id: "report",
              head: "Report",
              width: "112px",
              stacked: "bare",
              cell: ({ report, id }) =>
                mayFile ? (
                  <a
                    className="mono"
                    href={pathOf(getReportFile.path, { ref: report })}
                    download
                    title={`Finding ${id}; the report, byte for byte`}
                  >
                    {report}
                  </a>
                ) : (
                  <span className="mono" title={`Finding ${id}`}>
                    {report}
                  </span>
                ),
            },
            {
              id: "at",
              head: "Received",
              width: "122px",
              cell: ({ receivedAt }) => <Time at={receivedAt} />,
            },
            { id: "from", head: "From", stacked: "line", cell: From },
            {
              id: "credit",
              head: "Credit line",
              width: "184px",
              cell: ({ credit }) => credit ?? <span className="dim">asked not to be named</span>,
            },
            { id: "joined", head: "Joined by", width: "92px", cell: ({ joinedBy }) => joinedBy },
          ]}
        />
      )}
      {splitting && (
        <SplitDialog
          page={page}
          findings={picked}
          onClose={() => {
            setSplitting(false);
            setPicked([]);
          }}
        />
      )}
    </Section>
  );
}

const From = ({ from, model }: Finding) => (
  <>
    {from} {model && <span className="dim">{model}</span>}
  </>
);

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
