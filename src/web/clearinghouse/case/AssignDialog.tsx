import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { assignCase } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { isStaff } from "#core/access/role.ts";
import { personsQuery } from "../../access/accounts.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function AssignDialog({
  page,
  onClose,
}: {
  readonly page: CasePage;
  readonly onClose: () => void;
}) {
  const persons = useQuery(personsQuery);
  const [personId, setPersonId] = useState(page.assignedTo?.id ?? "");
  const change = useCaseChange(page, onClose);
  const staff = (persons.data?.items ?? []).filter(
    ({ roles, disabledAt }) => isStaff(roles) && disabledAt === null,
  );
  return (
    <FormDialog
      open
      title={`Assign ${page.ref}`}
      act="Assign"
      busy={change.isPending}
      error={change.error ?? persons.error}
      onSubmit={() =>
        change.mutate((headers) =>
          call(assignCase, {
            params: { ref: page.ref },
            headers,
            body: { personId: personId || null },
          }),
        )
      }
      onClose={onClose}
    >
      <NativeSelect
        label="To"
        data={[
          { value: "", label: "nobody" },
          ...staff.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={personId}
        onChange={(event) => setPersonId(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
