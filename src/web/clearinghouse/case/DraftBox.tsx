import { Button } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { discardMessage } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { useMay, useMe } from "../../session.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import classes from "./case.module.css";
import { useCaseChange } from "./caseQuery.ts";
import { EditDialog } from "./EditDialog.tsx";
import { moveOf } from "./moves.ts";
import { SendDialog } from "./SendDialog.tsx";

type Message = CasePage["messages"][number];

/** A draft stays inside its dashed edge until a named person sends it. */
export function DraftBox({
  page,
  message,
}: {
  readonly page: CasePage;
  readonly message: Message;
}) {
  const [dialog, setDialog] = useState<"send" | "edit">();
  const me = useMe();
  const may = useMay();
  const change = useCaseChange(page);
  const { verdict, findings } = message.guard;
  const send = moveOf(page, "send-message");
  const params = { ref: page.ref, id: message.id };
  return (
    <section className={classes.draft} aria-label={`Draft: ${message.subject}`}>
      <div className={classes.draftHead}>
        <b className="strong">Draft, not sent</b>
        <span className="dim">by {message.author}</span>
        <span className="push">
          guard: <span className={verdict === "pass" ? "tick" : "cross"}>{verdict}</span>
        </span>
      </div>
      <p className="strong">{message.subject}</p>
      <pre>{message.body}</pre>
      {findings.map((finding) => (
        <p key={finding.rule + finding.message} className={classes.guard}>
          <span className="mono">{finding.rule}</span> {finding.message}
        </p>
      ))}
      <footer>
        {may("message.send") && (
          <Button
            variant="filled"
            disabled={!send.allowed || verdict === "block" || message.to === null}
            title={send.why ?? (message.to === null ? "This party has no address." : "")}
            onClick={() => setDialog("send")}
          >
            Send to {message.to ?? "nobody"} as {me.name}
          </Button>
        )}
        {may("message.draft") && (
          <>
            <Button onClick={() => setDialog("edit")}>Edit</Button>
            <Button
              variant="subtle"
              loading={change.isPending}
              onClick={() => change.mutate((headers) => call(discardMessage, { params, headers }))}
            >
              Discard
            </Button>
          </>
        )}
        <span className="push">
          {message.words} words, leaves as TLP:{page.tlp}
        </span>
      </footer>
      <Refusal error={change.error} />
      {dialog === "send" && (
        <SendDialog page={page} message={message} onClose={() => setDialog(undefined)} />
      )}
      {dialog === "edit" && (
        <EditDialog page={page} message={message} onClose={() => setDialog(undefined)} />
      )}
    </section>
  );
}
