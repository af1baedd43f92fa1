import { useState } from "react";
import { exportReview, reviewReport } from "#contract/review/review.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { pathOf } from "../request.ts";
import { useMe } from "../session.ts";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Section, TextButton } from "../ui/Page.tsx";
import { State } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { destructionState, destructionsInShort, inOrder } from "./end/destruction.ts";
import classes from "./end/end.module.css";
import { StateDialog } from "./end/StateDialog.tsx";
import { thingOf } from "./end/thing.ts";
import { moveOf } from "./moves.ts";
import { partyName } from "./who.ts";
import { ENDING_WORDS } from "./words.ts";

type Destruction = ReviewPage["destructions"][number];

/** What is left at the end: destruction certificates, the record, and what may be taken along. */
export const EndSection = ({ page }: { readonly page: ReviewPage }) => (
  <>
    <Destructions page={page} />
    <Record page={page} />
  </>
);

function Destructions({ page }: { readonly page: ReviewPage }) {
  const [stating, setStating] = useState<Destruction>();
  const agreed = page.terms.at(-1)?.terms.destructionDate;
  return (
    <Section
      id="end"
      title="Destruction certificates"
      fact={destructionsInShort(page.destructions) || undefined}
    >
      {page.destructions.length === 0 ? (
        <EmptyState fact={page.stage === "closed" ? "None asked for." : "None due yet."}>
          {page.stage === "closed" ? (
            "Nothing had been sealed to anybody outside of its sender’s party."
          ) : (
            <>
              At the end each reader is asked for one per item
              {agreed && (
                <>
                  , due <Time at={agreed} as="day" />
                </>
              )}
              . A missing one is shown here and to the overseer.
            </>
          )}
        </EmptyState>
      ) : (
        <DataTable
          label="Destruction certificates"
          rows={inOrder(page.destructions)}
          keyOf={({ id }) => id}
          columns={[
            {
              id: "what",
              head: "What",
              cell: ({ materialId }) => thingOf(page, materialId),
            },
            {
              id: "who",
              head: "Held by",
              cell: ({ name, partyId }) => (
                <>
                  {name}
                  <span className={classes.under}>{partyName(page, partyId)}</span>
                </>
              ),
            },
            {
              id: "due",
              head: "Due",
              width: "92px",
              cell: ({ due }) => <Time at={due} as="day" />,
            },
            {
              id: "state",
              head: "Certificate",
              stacked: "line",
              cell: (asked) => <DestructionCell page={page} asked={asked} onState={setStating} />,
            },
          ]}
        />
      )}
      {stating && <StateDialog page={page} asked={stating} onClose={() => setStating(undefined)} />}
    </Section>
  );
}

function DestructionCell(props: {
  readonly page: ReviewPage;
  readonly asked: Destruction;
  readonly onState: (asked: Destruction) => void;
}) {
  const { page, asked } = props;
  const isMine = useMe().party?.id === asked.partyId;
  const { open, why } = moveOf(page, "state-destruction");
  const state = destructionState(asked);
  if (asked.stated)
    return (
      <>
        <State dot="ok">
          destroyed <Time at={asked.stated.on} as="day" />
        </State>
        <span className={classes.under}>{asked.stated.method}</span>
        <span className={classes.under}>
          stated by {asked.stated.by}, <Time at={asked.stated.at} as="day" />
          {asked.overdueAt && ", after its day"}
        </span>
      </>
    );
  return (
    <span className={classes.waits}>
      <State dot={state === "missing" ? "bad" : "open"}>
        {state === "missing" ? "missing; the overseer is told" : "not stated yet"}
      </State>
      {isMine && (
        <TextButton disabled={!open} title={why} onClick={() => props.onState(asked)}>
          State it
        </TextButton>
      )}
    </span>
  );
}

/** What anybody may take along stands in the head of the page while the review goes on, and here once it has ended. */
function Record({ page }: { readonly page: ReviewPage }) {
  const { ref, stage, ending } = page;
  const report = (form: "html" | "md") => pathOf(reviewReport.path, { ref, form });
  if (stage !== "closed") return null;
  return (
    <Section
      id="record"
      title="Record"
      fact={`closed${ending ? `, ${ENDING_WORDS[ending]}` : ""}; nothing in it is taken back or changed`}
    >
      <p className={classes.says}>
        Every grant has ended with the window. What was sealed stays as it is: only its recipients’
        keys open it.
      </p>
      <ul className={classes.papers}>
        <li>
          <a href={report("html")} target="_blank" rel="noreferrer">
            Report, to read and print
          </a>{" "}
          <a href={report("md")} download={`${ref}.md`}>
            as Markdown
          </a>
        </li>
        <li>
          <a href={pathOf(exportReview.path, { ref })} download={`${ref}.zip`}>
            Export
          </a>{" "}
          <span className="dim">
            what was held, who saw it, what was destroyed; <code>assay verify</code> checks it
            offline
          </span>
        </li>
      </ul>
    </Section>
  );
}
