import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { EscalationPage, EscalationState } from "#contract/guard/escalation.ts";
import type { AudienceKind } from "#core/guard/audience.ts";
import { Section } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import { Time } from "../../ui/Time.tsx";
import { FindingList } from "../FindingList.tsx";
import { countPlaces } from "../grouped.ts";
import { AUDIENCE_SAYS, CHANNEL_SAYS, plural } from "../words.ts";
import { HeldText, RewrittenText } from "./HeldText.tsx";
import classes from "./held.module.css";
import { NearCopies } from "./NearCopies.tsx";
import {
  ANSWER_KEY,
  ANSWER_SAYS,
  ANSWERS,
  type Answer,
  STATE_DOT,
  STATE_SAYS,
  WHY_NOT,
} from "./stateSays.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { useShownState } from "./useShownState.ts";

/** What is held, beside what could go out instead; why it is held; and the answers. */
export function HeldItem(props: {
  readonly held: EscalationPage;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const { held, onAnswer } = props;
  const parts = Object.keys(held.parts);
  const { findings } = held;
  const state = useShownState(held);
  const waits = state === "waiting";
  return (
    <article className={classes.item} aria-label={`Held, to ${held.destination}`}>
      <Facts held={held} state={state} />
      {waits && (
        <div className={classes.acts}>
          {ANSWERS.map((answer) => {
            const may = held.answers.includes(answer);
            return (
              <Button
                key={answer}
                variant={answer === "rewrite" && may ? "filled" : "default"}
                disabled={!may}
                title={may ? undefined : WHY_NOT[answer]}
                onClick={() => onAnswer(answer)}
              >
                {ANSWER_SAYS[answer]} <kbd className={classes.key}>{ANSWER_KEY[answer]}</kbd>
              </Button>
            );
          })}
        </div>
      )}
      {parts.map((part) => (
        <section key={part} className={classes.sides} aria-label={`The ${part}`}>
          <div>
            <h2>{part === "body" ? "Held" : `Held, ${part}`}</h2>
            <HeldText held={held} part={part} />
          </div>
          <div>
            <h2>{part === "body" ? "As it could go out" : `As it could go out, ${part}`}</h2>
            {held.rewrite === null ? (
              <p className={classes.hidden}>
                There is no rewriting of it in which nothing is found. It goes as it is, or not at
                all.
              </p>
            ) : (
              <RewrittenText held={held} part={part} />
            )}
          </div>
        </section>
      ))}
      {held.nearCopies.length > 0 && (
        <Section title="Near copies" fact="what both passages share is marked">
          <NearCopies copies={held.nearCopies} />
        </Section>
      )}
      {findings.length > 0 && (
        <Section title="Why it is held" fact={plural(countPlaces(findings), "finding")}>
          <FindingList findings={findings} label="Findings" />
        </Section>
      )}
      {!waits && parts.length === 0 && (
        <p className={classes.hidden}>
          The words are gone: they are kept only as long as somebody has to decide.
        </p>
      )}
    </article>
  );
}

function Facts(props: { readonly held: EscalationPage; readonly state: EscalationState }) {
  const { held, state } = props;
  const { audience } = held;
  return (
    <dl className={classes.facts}>
      <dt>State</dt>
      <dd>
        <State dot={STATE_DOT[state]}>{STATE_SAYS[state]}</State>
        {held.decidedBy !== null && held.decidedAt !== null && (
          <>
            , by {held.decidedBy}, <Time at={held.decidedAt} />
          </>
        )}
        {held.reason !== null && <>: “{held.reason}”</>}
      </dd>
      <dt>From</dt>
      <dd>{held.from}</dd>
      <dt>To</dt>
      <dd>
        <b className="strong">{held.destination}</b> ({CHANNEL_SAYS[held.channel]}), read by{" "}
        {AUDIENCE_SAYS[audience.kind as AudienceKind] ?? audience.kind}
        {audience.caseRef !== null && (
          <>
            {" "}
            <Link to="/cases/$ref" params={{ ref: audience.caseRef }} className="mono in">
              {audience.caseRef}
            </Link>
          </>
        )}
      </dd>
      <dt>Since</dt>
      <dd>
        <Time at={held.askedAt} />
      </dd>
      {state === "waiting" && (
        <>
          <dt>Blocked</dt>
          <dd>
            <TimeLeft until={held.expiresAt} />, unless somebody decides
          </dd>
        </>
      )}
    </dl>
  );
}
