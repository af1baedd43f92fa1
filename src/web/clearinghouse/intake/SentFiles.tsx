import { Link } from "@tanstack/react-router";
import type { Receipt } from "#contract/clearinghouse/report.ts";
import { Failed } from "../../ui/ErrorState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import classes from "./intake.module.css";
import { ProblemList } from "./ProblemList.tsx";
import { Strip } from "./UploadStrips.tsx";
import { dismissUpload, type Upload, useUploads } from "./uploads.ts";

/** What this tab sent: batches as strips, single files with what became of their findings. */
export function SentFiles() {
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  return (
    <Section title="Sent from here">
      {uploads.map((upload) =>
        upload.receipt === undefined &&
        upload.total !== 1 &&
        /\.(ndjson|jsonl|zip)$/i.test(upload.name) ? (
          <div key={upload.id} className={classes.strip}>
            <Strip upload={upload} />
            {upload.tally.first.map(({ line, problems }) => (
              <ProblemList key={line} line={line} problems={problems} />
            ))}
          </div>
        ) : (
          <SentFile key={upload.id} upload={upload} />
        ),
      )}
    </Section>
  );
}

function SentFile({ upload }: { readonly upload: Upload }) {
  const { receipt, error, state } = upload;
  return (
    <article className={classes.sent}>
      <span className="strong">{upload.name}</span>
      {receipt ? (
        <Became receipt={receipt} />
      ) : error ? (
        <Failed>{error.message}</Failed>
      ) : (
        <span className="dim">{state}…</span>
      )}
      {state !== "sending" && (
        <TextButton onClick={() => dismissUpload(upload.id)}>Dismiss</TextButton>
      )}
      {error && "details" in error && <Faults error={error} />}
      {receipt && receipt.problems.length > 0 && <ProblemList problems={receipt.problems} />}
    </article>
  );
}

function Faults({ error }: { readonly error: Error }) {
  const { problems } = (error as Error & { details: { problems?: Receipt["problems"] } }).details;
  return problems && problems.length > 0 ? <ProblemList problems={problems} /> : null;
}

function Became({ receipt }: { readonly receipt: Receipt }) {
  return (
    <span>
      <State
        dot={receipt.status === "refused" ? "bad" : receipt.status === "known" ? "plain" : "ok"}
      >
        {receipt.status}
      </State>{" "}
      {receipt.report && <span className="mono">{receipt.report}</span>}{" "}
      {receipt.findings.length === 0 && receipt.status !== "refused" && (
        <span className="dim">without findings</span>
      )}
      {receipt.findings.slice(0, 20).map((finding) => (
        <span key={finding.id} className={classes.finding}>
          <span className="mono">{finding.id}</span>
          {finding.case && (
            <>
              {" "}
              {finding.match} in{" "}
              <Link to="/cases/$ref" params={{ ref: finding.case }} className="mono">
                {finding.case}
              </Link>
            </>
          )}
        </span>
      ))}
      {receipt.findings.length > 20 && (
        <span className="dim">and {receipt.findings.length - 20} more</span>
      )}
    </span>
  );
}
