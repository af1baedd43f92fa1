import { Link } from "@tanstack/react-router";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import frame from "../../ui/page.module.css";
import { Tag, Unknown } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { Tlp } from "../../ui/Tlp.tsx";
import { currentWalk, placeIn } from "../queue/walk.ts";
import { CaseMenu } from "./CaseMenu.tsx";
import { CaseTrail } from "./CaseTrail.tsx";
import { stateInWords } from "./stateInWords.ts";
import { Tasks } from "./Tasks.tsx";

export function CaseHead({ page }: { readonly page: CasePage }) {
  const place = placeIn(currentWalk(), page.ref);
  return (
    <>
      <CaseTrail
        of={page.ref}
        end={
          <>
            {place && (
              <span>
                {place.at} of {place.total} <kbd>k</kbd> <kbd>j</kbd>
              </span>
            )}
            <Link to="/cases/$ref/record" params={{ ref: page.ref }}>
              Record of this case
            </Link>
            <CaseMenu page={page} />
          </>
        }
      />
      <h1 className={frame.title}>{page.title}</h1>
      <Meta page={page} />
      <Waiting page={page} />
    </>
  );
}

function Meta({ page }: { readonly page: CasePage }) {
  return (
    <div className={frame.meta}>
      <Tlp label={page.tlp} />
      {page.status !== "open" && <Tag>{page.status}</Tag>}
      {page.mergedInto && (
        <span>
          merged into{" "}
          <Link to="/cases/$ref" params={{ ref: page.mergedInto }} className="mono">
            {page.mergedInto}
          </Link>
        </span>
      )}
      {page.component === null ? (
        <Unknown>component unknown</Unknown>
      ) : (
        <span className="mono">{page.component}</span>
      )}
      {page.versions === null ? <Unknown>versions unknown</Unknown> : <span>{page.versions}</span>}
      {page.weakness === null ? (
        <Unknown>weakness unknown</Unknown>
      ) : (
        <span title={page.weakness.name ?? undefined}>{page.weakness.id}</span>
      )}
      {page.cve && <span title={`Source: ${page.cve.source}`}>{page.cve.id}</span>}
      <span title={stateInWords(page.cs)}>
        state <span className="mono">{page.cs}</span>
      </span>
      <span>{page.assignedTo ? `with ${page.assignedTo.name}` : "with nobody"}</span>
      {page.contact && page.contact.id !== page.assignedTo?.id && (
        <span>contact {page.contact.name}</span>
      )}
      <span>
        known to {page.participants.length} {page.participants.length === 1 ? "party" : "parties"}
      </span>
      <span className="dim">
        opened <Time at={page.openedAt} as="day" />
      </span>
    </div>
  );
}

function Waiting({ page }: { readonly page: CasePage }) {
  const { you, others } = page.waiting;
  return (
    <div className={frame.wait}>
      <b className="strong">Waiting on you</b>
      {you.length === 0 ? (
        <span className="dim">nothing</span>
      ) : (
        you.map((each) => <span key={each}>{each}</span>)
      )}
      <span className={frame.waitEnd}>
        {others.length === 0 ? "Waiting on nobody else" : `Waiting on ${others.join("; ")}`}
      </span>
      {page.tasks.length > 0 && <Tasks page={page} />}
    </div>
  );
}
