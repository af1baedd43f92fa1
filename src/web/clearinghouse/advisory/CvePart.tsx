import { Button } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import classes from "./advisory.module.css";
import { BLANK } from "./choices.ts";
import { useDraft } from "./DraftContext.ts";
import { getAt } from "./draft.ts";
import { TextField } from "./Field.tsx";

/** The CVE id, where one was assigned, and by whom: a CVE record names its CNA by UUID, which nobody can make up. */
export function CvePart() {
  const draft = useDraft();
  const cve = getAt(draft.document, "/cveId");
  const isRecorded = typeof cve === "object" && cve !== null;
  const record = () => draft.set("/cveId", { ...BLANK.cve, recordedAt: new Date().toISOString() });
  return (
    <Section
      title="CVE id"
      act={
        !draft.locked &&
        (isRecorded ? (
          <Button variant="subtle" onClick={() => draft.set("/cveId", null)}>
            Remove CVE id
          </Button>
        ) : (
          <Button variant="subtle" onClick={record}>
            Add CVE id
          </Button>
        ))
      }
    >
      {isRecorded ? (
        <div className={classes.fields}>
          <TextField at="/cveId/id" label="CVE id" />
          <TextField at="/cveId/source" label="Who assigned it, and where that stands" />
          <Assigner />
        </div>
      ) : (
        <EmptyState fact="None.">
          Only one that a CVE Numbering Authority assigned. Without it there is no CVE record.
        </EmptyState>
      )}
    </Section>
  );
}

function Assigner() {
  const draft = useDraft();
  if (getAt(draft.document, "/cveId/assigner") !== null)
    return (
      <>
        <TextField
          at="/cveId/assigner/orgId"
          label="UUID of the CNA"
          hint="From the list of CNAs."
        />
        <TextField at="/cveId/assigner/shortName" label="Short name of the CNA" nullable />
      </>
    );
  if (draft.locked) return null;
  return (
    <div className={classes.wide}>
      <Button onClick={() => draft.set("/cveId/assigner", BLANK.assigner)}>Name the CNA</Button>{" "}
      <span className="small dim">A CVE record is made only when its CNA is known.</span>
    </div>
  );
}
