import { Button } from "@mantine/core";
import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { REVIEW_MOVES } from "#core/review/reviewMove.ts";
import type { Side } from "#core/review/side.ts";
import { Clock } from "../ui/Clock.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { EndIncidentDialog } from "./incident/EndIncidentDialog.tsx";
import classes from "./incident/incident.module.css";
import { OpenIncidentDialog } from "./incident/OpenIncidentDialog.tsx";
import { moveOf } from "./moves.ts";
import { ReviewAct } from "./ReviewAct.tsx";

type Incident = ReviewPage["incidents"][number];

/** Containment events: what happened, whom it concerns, what is paused and until when an outcome is due. */
export function IncidentSection({ page }: { readonly page: ReviewPage }) {
  const open = page.incidents.filter(({ ended }) => ended === null);
  const over = page.incidents.filter(({ ended }) => ended !== null);
  if (!page.acts.includes("access-window")) return null;
  return (
    <Section
      id="incidents"
      title="Incidents"
      fact={open.length > 0 ? `${open.length} open` : "a containment event pauses access"}
      act={
        <ReviewAct page={page} move="open-incident" label="Open an incident">
          {(close) => <OpenIncidentDialog page={page} onClose={close} />}
        </ReviewAct>
      }
    >
      {page.incidents.length === 0 && (
        <EmptyState fact="None.">
          If something leaves its bounds, open one here: access is paused at once and everybody in
          the review is told.
        </EmptyState>
      )}
      {open.map((incident) => (
        <OpenIncident key={incident.id} page={page} incident={incident} />
      ))}
      {over.toReversed().map((incident) => (
        <article key={incident.id} className={classes.over}>
          <div className={classes.head}>
            <b className="strong">Ended</b>
            {incident.ended && <Time at={incident.ended.at} />}
          </div>
          <p className={classes.what}>{incident.what}</p>
          <Facts incident={incident} />
        </article>
      ))}
    </Section>
  );
}

function OpenIncident({
  page,
  incident,
}: {
  readonly page: ReviewPage;
  readonly incident: Incident;
}) {
  const [ending, setEnding] = useState(false);
  const { open, why } = moveOf(page, "end-incident");
  const sides: readonly Side[] = REVIEW_MOVES["end-incident"].sides;
  return (
    <article className={classes.open}>
      <div className={classes.head}>
        <span className={classes.pause}>All access is paused until this incident ends.</span>
        <span className="push">
          outcome due <Clock due={incident.dueAt} />
        </span>
      </div>
      <p className={classes.what}>{incident.what}</p>
      <Facts incident={incident} />
      {sides.includes(page.side) ? (
        <div className={classes.acts}>
          <Button variant="filled" disabled={!open} title={why} onClick={() => setEnding(true)}>
            End the incident
          </Button>
        </div>
      ) : (
        <p className="dim">It is for {page.lab.name} to end it: access is the lab’s to give.</p>
      )}
      {ending && (
        <EndIncidentDialog page={page} incident={incident} onClose={() => setEnding(false)} />
      )}
    </article>
  );
}

const Facts = ({ incident }: { readonly incident: Incident }) => (
  <dl className={classes.facts}>
    <div>
      <dt>Opened</dt>
      <dd>
        <Time at={incident.at} /> by {incident.by}
      </dd>
    </div>
    <div>
      <dt>Third parties</dt>
      <dd>
        {incident.thirdParties.length === 0 ? "none named" : incident.thirdParties.join(", ")}
      </dd>
    </div>
    {incident.ended && (
      <div>
        <dt>Outcome</dt>
        <dd>{incident.ended.outcome}</dd>
      </div>
    )}
  </dl>
);
