import { TextInput } from "@mantine/core";
import { useState } from "react";
import { recordCve } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function CveDialog({
  page,
  onClose,
}: {
  readonly page: CasePage;
  readonly onClose: () => void;
}) {
  const [id, setId] = useState(page.cve?.id ?? "");
  const [source, setSource] = useState("");
  const change = useCaseChange(page, onClose);
  const valid = /^CVE-\d{4}-\d{4,}$/.test(id.trim());
  return (
    <FormDialog
      open
      title="Record a CVE id"
      says="Only one that a CVE Numbering Authority assigned. None is ever made up here."
      act="Record it"
      busy={change.isPending}
      error={change.error}
      disabled={!valid || source.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(recordCve, { params: { ref: page.ref }, headers, body: { id: id.trim(), source } }),
        )
      }
      onClose={onClose}
    >
      <TextInput
        label="CVE id"
        required
        placeholder="CVE-2026-12345"
        value={id}
        data-autofocus
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <TextInput
        label="Source"
        required
        maxLength={300}
        placeholder="who assigned it, and where that stands"
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
