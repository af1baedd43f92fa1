import { useState } from "react";
import type { CasePage, Decision } from "#contract/clearinghouse/casePage.ts";
import { DecisionTable } from "../../ui/DecisionTable.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { Act } from "./Act.tsx";
import classes from "./case.module.css";
import { InputDialog } from "./InputDialog.tsx";

export const DecisionPart = ({ page }: { readonly page: CasePage }) => (
  <>
    <OneDecision page={page} decision={page.decision} />
    {page.epss && (
      <p className={classes.says}>
        EPSS {page.epss.score.toFixed(3)}, above {Math.floor(page.epss.percentile * 100)} % of all,
        for {page.epss.cve}, import of <Time at={page.epss.asOf} as="day" />
      </p>
    )}
    {page.otherDecisions.length > 0 && <Others page={page} />}
  </>
);

function OneDecision({ page, decision }: { readonly page: CasePage; readonly decision: Decision }) {
  return (
    <Section
      title="Decision"
      fact={`${decision.title}, version ${decision.version}`}
      act={
        <b className="strong">
          {decision.outcome}
          {decision.dueAt && (
            <>
              , <Time at={decision.dueAt} as="day" />
            </>
          )}
        </b>
      }
    >
      <DecisionTable table={decision} outcomeHead="Act" />
      <dl className={classes.inputs}>
        {decision.inputs.map((input) => (
          <div key={input.name}>
            <dt>{input.label}</dt>
            <dd className={input.value === null ? "unk" : undefined}>{input.value ?? "unknown"}</dd>
            <dd className="dim">
              {input.value === null && input.readAs !== null && `read as ${input.readAs}; `}
              {input.source}
              {input.asOf && (
                <>
                  , <Time at={input.asOf} as="day" />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.says}>
        <Act page={page} move="state-input" needs="case.work" label="State an input">
          {(open, close) => (
            <InputDialog page={page} decision={decision} open={open} onClose={close} />
          )}
        </Act>
      </p>
    </Section>
  );
}

/** The tables of other readers (supplier, deployer): the same inputs, other questions. */
function Others({ page }: { readonly page: CasePage }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<string>();
  const { otherDecisions } = page;
  return (
    <div className={classes.others}>
      <TextButton onClick={() => setOpen(!open)}>
        {open ? "Hide the other tables" : `Show the ${otherDecisions.length} other tables`}
      </TextButton>
      {open && (
        <ul>
          {otherDecisions.map((decision) => (
            <li key={decision.table}>
              <TextButton
                onClick={() => setShown(shown === decision.table ? undefined : decision.table)}
              >
                {decision.title}
              </TextButton>
              <span>
                {decision.outcome}
                {decision.inputs.some(({ value }) => value === null) && (
                  <span className="unk"> with unknown inputs</span>
                )}
              </span>
              {shown === decision.table && <OneDecision page={page} decision={decision} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
