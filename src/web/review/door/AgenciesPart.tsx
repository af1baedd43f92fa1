import { useState } from "react";
import { answerAgency } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { type DotKind, State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { moveOf } from "../moves.ts";
import { ReviewAct } from "../ReviewAct.tsx";
import classes from "../review.module.css";
import { useReviewChange } from "../reviewQuery.ts";
import { AttachDialog } from "./AttachDialog.tsx";
import { NameAgencyDialog } from "./NameAgencyDialog.tsx";

type Agency = ReviewPage["agencies"][number];
const DOT: Record<Agency["state"], DotKind> = { attached: "ok", asked: "soon", declined: "open" };
const SAYS: Record<Agency["state"], string> = {
  attached: "attached",
  asked: "asks to be attached",
  declined: "not attached",
};

/** Whom the lab has named, and who asks. Attaching is the lab's word alone. */
export function AgenciesPart({ page }: { readonly page: ReviewPage }) {
  const [attaching, setAttaching] = useState<Agency>();
  const change = useReviewChange(page);
  const { open, why } = moveOf(page, "answer-agency");
  const decline = ({ partyId }: Agency) =>
    change.mutate((headers) =>
      call(answerAgency, {
        params: { ref: page.ref },
        headers,
        body: { partyId, attached: false },
      }),
    );
  return (
    <Section
      id="agencies"
      title="Agencies"
      fact={page.side === "lab" ? "named by you; silence is no" : "named by the lab"}
      act={
        <span className="small">
          <ReviewAct page={page} move="name-agency" label="Name an agency">
            {(close) => <NameAgencyDialog page={page} onClose={close} />}
          </ReviewAct>
        </span>
      }
    >
      {page.agencies.length === 0 && (
        <EmptyState fact="No agency is named.">
          {page.side === "lab"
            ? "Name those who are to take part; nobody else sees the review."
            : "The lab names those who take part."}
        </EmptyState>
      )}
      <ul className={classes.list}>
        {page.agencies.map((agency) => (
          <li key={agency.partyId}>
            <span>
              <span className="strong">{agency.name}</span>{" "}
              <span className="dim">
                since <Time at={agency.since} as="day" />
              </span>
            </span>
            {agency.state === "asked" && page.side === "lab" ? (
              <span className={classes.rowActs}>
                <TextButton disabled={!open} title={why} onClick={() => setAttaching(agency)}>
                  Attach
                </TextButton>
                <TextButton
                  disabled={!open || change.isPending}
                  title={why}
                  onClick={() => decline(agency)}
                >
                  Do not attach
                </TextButton>
              </span>
            ) : (
              <State dot={DOT[agency.state]}>{SAYS[agency.state]}</State>
            )}
            {agency.reason && <span>asks: {agency.reason}</span>}
          </li>
        ))}
      </ul>
      <Refusal error={change.error} />
      {attaching && (
        <AttachDialog page={page} agency={attaching} onClose={() => setAttaching(undefined)} />
      )}
    </Section>
  );
}
