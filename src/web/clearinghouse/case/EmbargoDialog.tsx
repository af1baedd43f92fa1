import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { EMBARGO_TEMPLATES, negotiateEmbargo } from "#contract/clearinghouse/coordination.ts";
import { TEMPLATES } from "#core/clearinghouse/embargo.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

type Template = (typeof EMBARGO_TEMPLATES)[number];

export function EmbargoDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [template, setTemplate] = useState<Template>("90+14");
  const [endsAt, setEndsAt] = useState("");
  const [reason, setReason] = useState("");
  const change = useCaseChange(page, props.onClose);
  const propose = () =>
    change.mutate((headers) =>
      call(negotiateEmbargo, {
        params: { ref: page.ref },
        headers,
        body: { move: "propose", template, reason, ...(endsAt === "" ? {} : { endsAt }) },
      }),
    );
  return (
    <FormDialog
      open={props.open}
      title="Propose an embargo"
      says={`Goes to the ${page.participants.length} parties of the case. Until they accept, what stands now holds; among several proposals the shortest.`}
      act="Propose it"
      busy={change.isPending}
      error={change.error}
      disabled={reason.trim() === ""}
      onSubmit={propose}
      onClose={props.onClose}
    >
      <NativeSelect
        label="Terms"
        data={EMBARGO_TEMPLATES.map((value) => ({
          value,
          label: `${value}: ${TEMPLATES[value].says}`,
        }))}
        value={template}
        onChange={(event) => setTemplate(event.currentTarget.value as Template)}
      />
      <TextInput
        type="date"
        label="Last day, if it is to be another"
        value={endsAt}
        onChange={(event) => setEndsAt(event.currentTarget.value)}
      />
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
