import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { draftMessage } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";
import { given } from "./given.ts";

export function DraftDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const owner = page.participants.find(({ role }) => role === "owner") ?? page.participants[0];
  const [partyId, setPartyId] = useState(owner?.partyId ?? "");
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const change = useCaseChange(page, props.onClose);
  const draft = () =>
    change.mutate((headers) =>
      call(draftMessage, {
        params: { ref: page.ref },
        headers,
        body: { partyId, ...given({ subject, body }) },
      }),
    );
  return (
    <FormDialog
      open={props.open}
      title="Write a draft"
      says={
        page.participants.length === 0
          ? "No party takes part yet. Invite the owner first, under Participants."
          : "Leave the text empty to have the report drafted from the case, reproducer first. Nothing is sent by this."
      }
      act="Write the draft"
      busy={change.isPending}
      error={change.error}
      disabled={partyId === ""}
      onSubmit={draft}
      onClose={props.onClose}
    >
      <NativeSelect
        label="To"
        data={page.participants.map(({ partyId: value, name, role, contact }) => ({
          value,
          label: `${name}, ${role}${contact ? ` (${contact})` : ""}`,
        }))}
        value={partyId}
        onChange={(event) => setPartyId(event.currentTarget.value)}
      />
      <TextInput
        label="Subject"
        maxLength={200}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label="Text"
        autosize
        minRows={5}
        maxRows={20}
        maxLength={20_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
