import { TextInput } from "@mantine/core";
import { useState } from "react";
import { titleCase } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function TitleDialog({
  page,
  onClose,
}: {
  readonly page: CasePage;
  readonly onClose: () => void;
}) {
  const [title, setTitle] = useState(page.title);
  const change = useCaseChange(page, onClose);
  return (
    <FormDialog
      open
      title="Reword the title"
      says="The reports keep the titles their finders gave them."
      act="Reword"
      busy={change.isPending}
      error={change.error}
      disabled={title.trim() === "" || title === page.title}
      onSubmit={() =>
        change.mutate((headers) =>
          call(titleCase, { params: { ref: page.ref }, headers, body: { title } }),
        )
      }
      onClose={onClose}
    >
      <TextInput
        label="Title"
        required
        maxLength={300}
        value={title}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
