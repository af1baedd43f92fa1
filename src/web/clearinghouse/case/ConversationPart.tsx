import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { WhatToDo } from "../../guard/held/WhatToDo.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { Act } from "./Act.tsx";
import classes from "./case.module.css";
import { DraftBox } from "./DraftBox.tsx";
import { DraftDialog } from "./DraftDialog.tsx";

type Message = CasePage["messages"][number];

export function ConversationPart({ page }: { readonly page: CasePage }) {
  const { messages, delivery } = page;
  return (
    <Section
      id="conversation"
      title="Conversation"
      fact={
        delivery &&
        `${delivery.mode.replaceAll("-", " ")}, ${
          delivery.weeklyBudget === null
            ? "no weekly budget"
            : `weekly budget ${delivery.usedThisWeek} of ${delivery.weeklyBudget} used`
        }`
      }
      act={
        <Act page={page} move="draft-message" needs="message.draft" label="Write a draft">
          {(open, close) => <DraftDialog page={page} open={open} onClose={close} />}
        </Act>
      }
    >
      {messages.length === 0 && (
        <EmptyState fact="Nobody was written to.">
          A draft is written from the case, reproducer first; it leaves only when a named person
          sends it.
        </EmptyState>
      )}
      {messages.map((message) =>
        message.state === "draft" ? (
          <DraftBox key={message.id} page={page} message={message} />
        ) : (
          <Said key={message.id} message={message} />
        ),
      )}
    </Section>
  );
}

const STATE: Record<Message["state"], string> = {
  draft: "draft",
  queued: "queued, leaves as soon as the mail server takes it",
  sent: "sent",
  held: "held back by the guard",
  failed: "could not be delivered",
  received: "received",
};

function Said({ message }: { readonly message: Message }) {
  const out = message.direction === "out";
  const wrong = message.state === "held" || message.state === "failed";
  return (
    <article className={classes.message}>
      <header>
        <b className="strong">{out ? (message.sentBy ?? message.author) : message.author}</b>
        {out && message.to && <span>to {message.to}</span>}
        <Time at={message.sentAt ?? message.at} />
        <span className={wrong ? classes.wrong : "push"}>
          {message.state === "queued" && message.leavesOn ? (
            <>
              queued, leaves on <Time at={message.leavesOn} as="day" />
            </>
          ) : (
            STATE[message.state]
          )}
        </span>
      </header>
      <p className="strong">{message.subject}</p>
      <p className={classes.text}>{message.body}</p>
      {wrong &&
        message.guard.findings.map((finding) => (
          <p key={finding.rule + finding.message} className={classes.guard}>
            <span className="mono">{finding.rule}</span> {finding.message}
          </p>
        ))}
      {message.state === "held" && <WhatToDo verdict={message.guard.verdict} />}
    </article>
  );
}
