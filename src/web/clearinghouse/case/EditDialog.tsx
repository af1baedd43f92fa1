import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { editMessage } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function EditDialog(props: {
  readonly page: CasePage;
  readonly message: CasePage["messages"][number];
  readonly onClose: () => void;
}) {
  const { page, message } = props;
  const [subject, setSubject] = useState(message.subject);
  const [body, setBody] = useState(message.body);
  const change = useCaseChange(page, props.onClose);
  const words = body.trim() === "" ? 0 : body.trim().split(/\s+/).length;
  return (
    <FormDialog
      open
      title="Edit the draft"
      says={`To ${message.to ?? "nobody yet"}. ${words} words.`}
      act="Keep the draft"
      busy={change.isPending}
      error={change.error}
      disabled={subject.trim() === "" || body.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(editMessage, {
            params: { ref: page.ref, id: message.id },
            headers,
            body: { subject, body },
          }),
        )
      }
      onClose={props.onClose}
    >
      <TextInput
        label="Subject"
        required
        maxLength={200}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label="Text"
        required
        autosize
        minRows={10}
        maxRows={24}
        maxLength={20_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
