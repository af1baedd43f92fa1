import { useQuery } from "@tanstack/react-query";
import { listPrecision } from "#contract/clearinghouse/evidence.ts";
import { getCounts } from "#contract/clearinghouse/report.ts";
import { call } from "../api.ts";
import { useMay, useMe } from "../session.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, Section } from "../ui/Page.tsx";
import { ImportFiles } from "./ImportFiles.tsx";
import classes from "./ledger.module.css";

const figure = new Intl.NumberFormat("en");
const share = (value: number) => `${(value * 100).toFixed(0)} %`;

/** Counts, and how often each source is right, from owners' verdicts alone. */
export function FiguresPage() {
  const may = useMay();
  const { desk } = useMe();
  const counts = useQuery({
    queryKey: ["counts"],
    queryFn: ({ signal }) => call(getCounts, { signal }),
  });
  return (
    <Page
      title="Figures"
      about="what you may count"
      acts={<a href={`/d/${desk.id}/`}>Found, reproduced, disclosed, patched: the public page</a>}
    >
      <Asked query={counts} what="the counts" lines={2}>
        {(data) => (
          <dl className={classes.figures}>
            {(["reports", "findings", "cases", "proposals"] as const).map((name) => (
              <div key={name}>
                <dt>{name === "proposals" ? "merge proposals" : name}</dt>
                <dd>{figure.format(data[name])}</dd>
              </div>
            ))}
          </dl>
        )}
      </Asked>
      {may("case.work") && <Precision />}
      {may("priority.import") && <ImportFiles />}
    </Page>
  );
}

function Precision() {
  const query = useQuery({
    queryKey: ["precision"],
    queryFn: ({ signal }) => call(listPrecision, { signal }),
  });
  return (
    <Section
      title="Precision of sources"
      fact="confirmed of all that owners judged, with the 95 % interval"
    >
      <Asked query={query} what="the precision of sources" lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState fact="No owner has judged a finding yet.">
              Each verdict counts for the source, the model and the harness that found it.
            </EmptyState>
          ) : (
            <DataTable
              label="Precision of sources"
              rows={items}
              keyOf={({ party, model, harness }) => `${party}|${model}|${harness}`}
              columns={[
                {
                  id: "party",
                  head: "Source",
                  cell: ({ party }) => party ?? <span className="unk">unknown</span>,
                },
                {
                  id: "model",
                  head: "Model",
                  width: "170px",
                  cell: ({ model }) => model ?? <span className="unk">unknown</span>,
                },
                {
                  id: "harness",
                  head: "Harness",
                  width: "170px",
                  cell: ({ harness }) => harness ?? <span className="unk">unknown</span>,
                },
                {
                  id: "n",
                  head: "Judged",
                  width: "70px",
                  number: true,
                  cell: ({ n }) => figure.format(n),
                },
                {
                  id: "confirmed",
                  head: "Confirmed",
                  width: "80px",
                  number: true,
                  cell: ({ confirmed }) => figure.format(confirmed),
                },
                {
                  id: "rejected",
                  head: "Rejected",
                  width: "80px",
                  number: true,
                  cell: ({ rejected }) => figure.format(rejected),
                },
                {
                  id: "precision",
                  head: "Precision",
                  width: "150px",
                  number: true,
                  cell: ({ precision, low, high }) =>
                    precision === null ? (
                      <span className="unk">unknown</span>
                    ) : (
                      <>
                        <b className="strong">{share(precision)}</b>{" "}
                        <span className="dim">
                          {share(low)} to {share(high)}
                        </span>
                      </>
                    ),
                },
                {
                  id: "inflated",
                  head: "Severity too high",
                  width: "110px",
                  number: true,
                  cell: ({ severityInflated }) => figure.format(severityInflated),
                },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  );
}
