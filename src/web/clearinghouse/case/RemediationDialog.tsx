import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { recordRemediation } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";
import { given } from "./given.ts";

const KINDS = [
  { value: "fix", label: "A fix" },
  { value: "mitigation", label: "A mitigation, no fix yet" },
  { value: "none", label: "None, and none is planned" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

export function RemediationDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [kind, setKind] = useState<Kind>("fix");
  const [text, setText] = useState({ version: "", url: "", note: "" });
  const field = (key: keyof typeof text) => ({
    value: text[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setText((before) => ({ ...before, [key]: value }));
    },
  });
  const change = useCaseChange(page, props.onClose);
  const record = () =>
    change.mutate((headers) =>
      call(recordRemediation, {
        params: { ref: page.ref },
        headers,
        body: { kind, ...given(text) },
      }),
    );
  return (
    <FormDialog
      open={props.open}
      title="Record a remediation"
      act="Record"
      busy={change.isPending}
      error={change.error}
      onSubmit={record}
      onClose={props.onClose}
    >
      <NativeSelect
        label="Kind"
        data={[...KINDS]}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Kind)}
      />
      <TextInput label="In version" maxLength={100} {...field("version")} />
      <TextInput label="Where it is" type="url" placeholder="https://…" {...field("url")} />
      <Textarea label="Note" autosize minRows={2} maxLength={2000} {...field("note")} />
    </FormDialog>
  );
}
