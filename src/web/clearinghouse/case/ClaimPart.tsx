import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { CodeView } from "../../ui/CodeView.tsx";
import { Section } from "../../ui/Page.tsx";
import { Unknown } from "../../ui/Tag.tsx";
import { traceMarks } from "../../ui/traceMarks.ts";
import classes from "./case.module.css";

export function ClaimPart({ page }: { readonly page: CasePage }) {
  const { claim } = page;
  return (
    <Section title="What is claimed, and where">
      {claim.description === "" ? (
        <Unknown>no description</Unknown>
      ) : (
        <p className={classes.claim}>{claim.description}</p>
      )}
      <Places locations={claim.locations} />
      {claim.trace !== null && (
        <CodeView
          label="What the sanitizer or runtime said"
          head={
            <>
              <span>trace</span>
              {(claim.commit ?? claim.version) && <span>at {claim.commit ?? claim.version}</span>}
            </>
          }
          text={claim.trace}
          marks={traceMarks(claim.trace, claim.locations)}
        />
      )}
      <Reproducer reproducer={claim.reproducer} />
      <dl className={classes.facts}>
        <Fact label="Expected" value={claim.expected} />
        <Fact label="Actual" value={claim.actual} />
        <Fact label="Trust boundary" value={claim.boundary} />
        <Fact label="Checked by a person" value={claim.humanCheck} />
        <Fact label="Looked for duplicates" value={claim.duplicateSearch} />
      </dl>
      {claim.missing.length > 0 && (
        <p className={classes.missing}>
          The report leaves unknown:{" "}
          {claim.missing.map((field) => (
            <Unknown key={field}>{field}</Unknown>
          ))}
        </p>
      )}
    </Section>
  );
}

function Places({ locations }: { readonly locations: CasePage["claim"]["locations"] }) {
  if (locations.length === 0)
    return (
      <p className={classes.missing}>
        <Unknown>place unknown</Unknown>
      </p>
    );
  return (
    <ul className={classes.places}>
      {locations.map(({ file, line, function: name }) => (
        <li key={`${file}:${line}:${name}`}>
          {file === null ? (
            <Unknown>file unknown</Unknown>
          ) : (
            <span className="mono">{line === null ? file : `${file}:${line}`}</span>
          )}
          {name !== null && (
            <span className="dim">
              in <span className="mono">{name}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Reproducer({ reproducer }: { readonly reproducer: CasePage["claim"]["reproducer"] }) {
  if (reproducer.kind === "text" && reproducer.text !== null)
    return (
      <CodeView
        label="Reproducer"
        head={<span>reproducer, as the finder wrote it</span>}
        text={reproducer.text}
      />
    );
  if (reproducer.kind === "file")
    return (
      <p className={classes.missing}>
        Reproducer: <span className="mono">{reproducer.text ?? "a file"}</span>, kept with the
        report.
      </p>
    );
  return (
    <p className={classes.missing}>
      {reproducer.kind === "none" ? (
        "The finder says that there is no reproducer."
      ) : (
        <Unknown>reproducer unknown</Unknown>
      )}
    </p>
  );
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string | null }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value ?? <Unknown />}</dd>
  </div>
);
