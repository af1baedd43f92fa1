import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { Timeline } from "../../ui/Timeline.tsx";
import { Act } from "./Act.tsx";
import classes from "./case.module.css";
import { EmbargoAnswer } from "./EmbargoAnswer.tsx";
import { EmbargoDialog } from "./EmbargoDialog.tsx";
import { ExitDialog } from "./ExitDialog.tsx";

export function ClocksPart({ page }: { readonly page: CasePage }) {
  const { embargo } = page;
  const standing = embargo.state === "active" || embargo.state === "revise";
  return (
    <Section
      title="Embargo and clocks"
      fact={
        <>
          {embargo.template === null
            ? "no embargo"
            : `${embargo.template}, accepted by ${embargo.accepted} of ${embargo.of}`}
          {embargo.why !== "" && `; ${embargo.why}`}
        </>
      }
      act={
        <span className="row">
          <Act
            page={page}
            move="propose-embargo"
            needs="embargo.negotiate"
            label={standing ? "Propose a change" : "Propose an embargo"}
          >
            {(open, close) => <EmbargoDialog page={page} open={open} onClose={close} />}
          </Act>
          {standing && (
            <Act page={page} move="exit-embargo" needs="embargo.negotiate" label="End it">
              {(open, close) => <ExitDialog page={page} open={open} onClose={close} />}
            </Act>
          )}
        </span>
      }
    >
      {embargo.proposal && (
        <div className={classes.box}>
          <p>
            <b className="strong">{embargo.proposal.by}</b> proposes {embargo.proposal.template}
            {embargo.proposal.endsAt && (
              <>
                , until <Time at={embargo.proposal.endsAt} as="day" />
              </>
            )}
            . <span className="soft">{embargo.proposal.reason}</span>
          </p>
          <EmbargoAnswer page={page} />
        </div>
      )}
      {page.clocks.length === 0 ? (
        <EmptyState fact="No clock runs.">
          An embargo, a deadline or a message to the owner starts one.
        </EmptyState>
      ) : (
        <Timeline clocks={page.clocks} />
      )}
    </Section>
  );
}
