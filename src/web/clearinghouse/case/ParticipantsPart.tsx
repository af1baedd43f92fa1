import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { useMay } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import { Act } from "./Act.tsx";
import classes from "./case.module.css";
import { InviteDialog } from "./InviteDialog.tsx";
import { RevokeLinksDialog } from "./RevokeLinksDialog.tsx";

/** Cases with many parties show the first of them. */
const FIRST = 8;

export function ParticipantsPart({ page }: { readonly page: CasePage }) {
  const [all, setAll] = useState(false);
  const [revoking, setRevoking] = useState<CasePage["participants"][number]>();
  const maySend = useMay()("message.send");
  const { participants } = page;
  const shown = all ? participants : participants.slice(0, FIRST);
  return (
    <Section
      id="participants"
      title="Participants"
      fact={participants.length > 0 && `${participants.length}, each with its own state`}
      act={
        <Act page={page} move="invite" needs="case.work" label="Invite a party">
          {(open, close) => <InviteDialog page={page} open={open} onClose={close} />}
        </Act>
      }
    >
      {participants.length === 0 && (
        <EmptyState fact="Nobody takes part yet.">
          Invite the owner: whoever makes the component.
        </EmptyState>
      )}
      <ul className={classes.parties}>
        {shown.map((each) => (
          <li key={`${each.partyId} ${each.role}`}>
            <span>
              <span className="strong">{each.name}</span> <span className="dim">{each.role}</span>
            </span>
            <State dot={each.acceptedEmbargo ? "ok" : "open"}>
              {each.acceptedEmbargo ? "accepted the terms" : "has not accepted"}
            </State>
            <span className="dim">
              <span title="Report management state, and fix path">
                {each.rm}
                {each.vfd && <span className="mono"> {each.vfd}</span>}
              </span>
              {each.contact && `, ${each.contact}`}
            </span>
            {maySend && each.contact && (
              <TextButton onClick={() => setRevoking(each)}>Take back links</TextButton>
            )}
          </li>
        ))}
      </ul>
      {revoking && (
        <RevokeLinksDialog page={page} party={revoking} onClose={() => setRevoking(undefined)} />
      )}
      {participants.length > FIRST && (
        <p className={classes.says}>
          <TextButton onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${participants.length}`}
          </TextButton>
        </p>
      )}
    </Section>
  );
}
