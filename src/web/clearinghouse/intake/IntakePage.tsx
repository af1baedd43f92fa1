import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { type Batch, listBatches } from "#contract/clearinghouse/report.ts";
import { Tlp } from "#contract/clearinghouse/words.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { Asked } from "../../ui/Asked.tsx";
import { type DataColumn, DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { DropFiles } from "./DropFiles.tsx";
import classes from "./intake.module.css";
import { SentFiles } from "./SentFiles.tsx";
import { submitFiles, useUploads } from "./uploads.ts";

/** Reports come in here: one file, or thousands in a batch. */
export function IntakePage() {
  const may = useMay();
  return (
    <Page title="Intake" about="reports come in, findings come out">
      {may("report.submit") && <Submit />}
      <SentFiles />
      <Batches />
    </Page>
  );
}

function Submit() {
  const [tlp, setTlp] = useState<(typeof Tlp.options)[number]>("AMBER");
  const id = useId();
  return (
    <div className={classes.submit}>
      <DropFiles onFiles={(files) => void submitFiles(files, tlp)} />
      <div>
        <NativeSelect
          label="How far it may travel"
          data={Tlp.options.map((value) => ({ value, label: `TLP:${value}` }))}
          value={tlp}
          onChange={(event) => setTlp(event.currentTarget.value as typeof tlp)}
          aria-describedby={id}
        />
        <p className={classes.says} id={id}>
          Stored byte for byte with its SHA-256, never changed. The same bytes twice are one report.
          Formats: Assay finding bundles (JSON, NDJSON), SARIF 2.1.0, OSV, CSAF 2.0, CVE JSON 5,
          each also gzipped, sanitizer logs, and a zip of any of these. The{" "}
          <a href="/schemas/finding-1.json">schema of a bundle</a>.
        </p>
      </div>
    </div>
  );
}

const figure = new Intl.NumberFormat("en");

function Batches() {
  const sending = useUploads().some(({ state }) => state === "sending");
  const query = useQuery({
    queryKey: ["batches"],
    queryFn: ({ signal }) => call(listBatches, { query: { limit: 50 }, signal }),
    refetchInterval: ({ state }) =>
      sending || state.data?.items.some(({ finishedAt }) => finishedAt === null) ? 1_000 : false,
  });
  return (
    <Section title="Batches" fact="newest first">
      <Asked query={query} what="the list of batches">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState fact="No batch yet.">
              Drop an NDJSON file or a zip above, or send one with <code>assay submit</code>.
            </EmptyState>
          ) : (
            <DataTable
              label="Batches"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "name",
                  head: "Batch",
                  cell: ({ id, name }) => (
                    <Link to="/intake/$id" params={{ id }}>
                      {name}
                    </Link>
                  ),
                },
                {
                  id: "from",
                  head: "From",
                  width: "170px",
                  stacked: "bare",
                  cell: ({ from }) => from,
                },
                {
                  id: "at",
                  head: "Begun",
                  width: "130px",
                  cell: ({ startedAt }) => <Time at={startedAt} />,
                },
                { id: "state", head: "State", width: "96px", stacked: "bare", cell: Progress },
                {
                  id: "lines",
                  head: "Lines",
                  width: "70px",
                  number: true,
                  cell: ({ lines }) => figure.format(lines),
                },
                {
                  id: "stored",
                  head: "Stored",
                  width: "70px",
                  number: true,
                  cell: ({ stored }) => figure.format(stored),
                },
                {
                  id: "known",
                  head: "Known",
                  width: "70px",
                  number: true,
                  cell: ({ known }) => figure.format(known),
                },
                {
                  id: "refused",
                  head: "Refused",
                  width: "70px",
                  number: true,
                  cell: ({ refused }) =>
                    refused > 0 ? (
                      <span className={classes.refused}>{figure.format(refused)}</span>
                    ) : (
                      0
                    ),
                },
                ...(items.some(({ matched }) => matched !== null) ? [MATCHED] : []),
              ]}
            />
          )
        }
      </Asked>
    </Section>
  );
}

const Progress = ({ finishedAt }: Batch) =>
  finishedAt === null ? <State dot="plain">running</State> : <State dot="ok">finished</State>;

/** Told to those who see cases. */
const MATCHED: DataColumn<Batch> = {
  id: "matched",
  head: "New, same, proposed",
  width: "150px",
  number: true,
  cell: ({ matched }) =>
    matched === null
      ? ""
      : `${figure.format(matched.new)}, ${figure.format(matched.same)}, ${figure.format(matched.proposed)}`,
};
