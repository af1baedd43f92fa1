import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { GuardRecord } from "#contract/guard/record.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { Trail } from "../../ui/Trail.tsx";
import { FindingList } from "../FindingList.tsx";
import { recordQuery } from "../queries.ts";
import { Verdict } from "../Verdict.tsx";
import { AUDIENCE_SAYS, CHANNEL_SAYS, figure, plural, VERDICT_SAYS } from "../words.ts";
import { ReplayPart } from "./ReplayPart.tsx";
import classes from "./record.module.css";

/** One decision explained: what was found and where, by which packs, who decided; and the same decision made once more. */
export function RecordPage() {
  const { id = "" } = useParams({ strict: false });
  const query = useQuery(recordQuery(id));
  return (
    <Page
      trail={
        <Trail>
          <Link to="/guard/records">Decisions</Link>
          <span className="mono">{id}</span>
        </Trail>
      }
      title="Decision"
    >
      <Asked query={query} what="the decision" lines={12}>
        {(record) => (
          <>
            <Facts record={record} />
            <Found record={record} />
            <ReplayPart record={record} />
            <Policy record={record} />
          </>
        )}
      </Asked>
    </Page>
  );
}

const OUTCOME_SAYS: Record<GuardRecord["outcome"], string> = {
  sent: "It went out as it was.",
  rewritten: "It went out rewritten.",
  held: "It was held for a person.",
  blocked: "It did not go out.",
  released: "A person let it go.",
};

const milliseconds = (value: number): string =>
  `${value < 10 ? value.toFixed(1) : figure(Math.round(value))} ms`;

function Facts({ record }: { readonly record: GuardRecord }) {
  const { verdict, outcome, audience, approver, times } = record;
  return (
    <dl className={classes.facts}>
      <dt>Verdict</dt>
      <dd>
        <b className="strong">
          <Verdict of={verdict} />
        </b>
        : by the packs, the text {VERDICT_SAYS[verdict]}
      </dd>
      <dt>Then</dt>
      <dd>{OUTCOME_SAYS[outcome]}</dd>
      <dt>At</dt>
      <dd>
        <Time at={record.at} />
      </dd>
      <dt>What left</dt>
      <dd>
        {CHANNEL_SAYS[record.channel]}, {plural(record.inputLength, "character")}, to be read by{" "}
        {AUDIENCE_SAYS[audience.kind]}
      </dd>
      <dt>Decided by</dt>
      <dd>
        {approver === null ? (
          "the packs alone"
        ) : (
          <>
            {approver.name}: “{approver.reason}”
          </>
        )}
      </dd>
      <dt>Time</dt>
      <dd>
        {Object.entries(times)
          .map(([stage, time]) => `${stage} ${milliseconds(time)}`)
          .join(", ") || "not measured"}
      </dd>
      <dt>Input</dt>
      <dd className="mono">HMAC-SHA-256 {record.inputMac}</dd>
      <dt>Output</dt>
      <dd className="mono">
        {record.outputSha256 === null ? "none" : `SHA-256 ${record.outputSha256}`}
      </dd>
    </dl>
  );
}

const Found = ({ record }: { readonly record: GuardRecord }) => (
  <Section title="Findings" fact="what was found is not on record, only where and an HMAC of it">
    {record.findings.length === 0 ? (
      <EmptyState fact="No finding.">
        By the packs below, at their hashes; by others there might be.
      </EmptyState>
    ) : (
      <FindingList
        findings={record.findings}
        label="Findings"
        what={({ valueMac }) => (
          <p className="dim mono" title={valueMac}>
            HMAC {valueMac.slice(0, 16)}…
          </p>
        )}
      />
    )}
    {record.carried.length > 0 && (
      <p className={classes.says}>
        {plural(record.carried.length, "value")} of the message would have been found, but it was
        declared to carry just them: such as the address it is sent to.
      </p>
    )}
  </Section>
);

function Policy({ record }: { readonly record: GuardRecord }) {
  const { packs, hash, registry, keys, tlp } = record.policy;
  return (
    <Section title="Policy" fact={<span className={`mono ${classes.rules}`}>sha256 {hash}</span>}>
      <DataTable
        label="Packs that read"
        rows={packs}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "pack",
            head: "Pack",
            width: "180px",
            cell: ({ id }) => (
              <Link to="/guard/packs/$pack" params={{ pack: id }}>
                {id}
              </Link>
            ),
          },
          {
            id: "version",
            head: "Version",
            width: "120px",
            cell: ({ version }) => <span className="mono">{version}</span>,
          },
          {
            id: "hash",
            head: "SHA-256",
            cell: (pack) => <span className={`mono ${classes.rules}`}>{pack.hash}</span>,
          },
        ]}
      />
      <p className={classes.says}>
        {registry === null
          ? "No register was read."
          : `The register was read at its version ${registry.version}, sha256 ${registry.hash.slice(0, 16)}….`}{" "}
        {keys.length > 0 &&
          `Keys of ${plural(keys.length, "case")} under embargo were looked for. `}
        {tlp !== null && `The content was marked TLP:${tlp}.`}
      </p>
    </Section>
  );
}
