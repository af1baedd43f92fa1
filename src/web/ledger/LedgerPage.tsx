import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  exportLedger,
  getCheckpoint,
  type LedgerEntry,
  listLedger,
} from "#contract/ledger/ledger.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, Section, TextButton } from "../ui/Page.tsx";
import { RecordData } from "../ui/RecordData.tsx";
import { ShowMore } from "../ui/ShowMore.tsx";
import { Time } from "../ui/Time.tsx";
import { usePages } from "../ui/usePages.ts";
import { InclusionDialog } from "./InclusionDialog.tsx";
import classes from "./ledger.module.css";

const figure = new Intl.NumberFormat("en");

/** The append-only record: its signed checkpoint, its entries, and how anybody checks them without trusting this server. */
export function LedgerPage() {
  const checkpoint = useQuery({
    queryKey: ["checkpoint"],
    queryFn: ({ signal }) => call(getCheckpoint, { signal }),
  });
  return (
    <Page
      title="Ledger"
      about={checkpoint.data && `${figure.format(checkpoint.data.size)} entries`}
      acts={
        <Button component="a" href={exportLedger.path} download>
          Export
        </Button>
      }
    >
      <Section
        title="Checkpoint"
        fact="signed; keep one, and the log can never be rewritten unseen"
      >
        <Asked query={checkpoint} what="the checkpoint" lines={7}>
          {(data) => (
            <>
              <pre className={classes.note}>{data.checkpoint}</pre>
              <dl className={classes.facts}>
                <dt>Key</dt>
                <dd className="mono">{data.vkey}</dd>
                <dt>Check it</dt>
                <dd>
                  <p>Export the log, unpack it anywhere, and run, offline:</p>
                  <pre>assay verify FOLDER --key '{data.vkey}'</pre>
                  <p>
                    It reads every entry, tile, root and signature, and names the first that is
                    wrong. With <code>--since OLD_CHECKPOINT</code> it proves that nothing was
                    rewritten since.
                  </p>
                </dd>
              </dl>
            </>
          )}
        </Asked>
      </Section>
      <Entries />
    </Page>
  );
}

function Entries() {
  const [proving, setProving] = useState<LedgerEntry>();
  const query = usePages(["ledger"], (after, signal) =>
    call(listLedger, { query: { after, limit: 100 }, signal }),
  );
  return (
    <Section title="Entries" fact="newest first">
      <Asked query={query} what="the entries" lines={10}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState fact="Nothing was decided yet.">
                The first decision, access or account change stands here.
              </EmptyState>
            );
          return (
            <DataTable
              label="Ledger entries"
              rows={items}
              keyOf={({ index }) => String(index)}
              columns={[
                {
                  id: "index",
                  head: "Entry",
                  width: "64px",
                  number: true,
                  stacked: "bare",
                  cell: ({ index }) => index,
                },
                {
                  id: "at",
                  head: "At",
                  width: "130px",
                  stacked: "bare",
                  cell: ({ at }) => <Time at={at} />,
                },
                {
                  id: "what",
                  head: "What",
                  width: "180px",
                  stacked: "bare",
                  cell: ({ body }) =>
                    body ? (
                      <span className="strong">{body.kind.replaceAll("-", " ")}</span>
                    ) : (
                      <span className="dim">restricted</span>
                    ),
                },
                {
                  id: "by",
                  head: "By",
                  width: "160px",
                  stacked: "bare",
                  cell: ({ body }) => body?.actor ?? "",
                },
                {
                  id: "data",
                  head: "About",
                  stacked: "line",
                  cell: ({ body, commitment }) =>
                    body ? (
                      <RecordData of={body.subject} />
                    ) : (
                      <span className="dim">
                        it happened; what, is not for you to read{" "}
                        <span className="mono">{commitment.slice(0, 16)}…</span>
                      </span>
                    ),
                },
                {
                  id: "proof",
                  head: <span className="gone">Proof</span>,
                  width: "60px",
                  acts: true,
                  cell: (entry) => <TextButton onClick={() => setProving(entry)}>Proof</TextButton>,
                },
              ]}
            />
          );
        }}
      </Asked>
      <ShowMore of={query} />
      {proving && <InclusionDialog entry={proving} onClose={() => setProving(undefined)} />}
    </Section>
  );
}
