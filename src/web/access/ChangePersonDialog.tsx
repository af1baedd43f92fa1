import { Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePerson, type Person } from "#contract/access/party.ts";
import { call } from "../api.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { RoleChoice } from "./RoleChoice.tsx";

export function ChangePersonDialog({
  person,
  onClose,
}: {
  readonly person: Person;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const [roles, setRoles] = useState(person.roles);
  const [disabled, setDisabled] = useState(person.disabledAt !== null);
  const change = useMutation({
    mutationFn: () => call(changePerson, { params: { id: person.id }, body: { roles, disabled } }),
    onSuccess: () => {
      for (const key of ["persons", "me"]) void queries.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  });
  return (
    <FormDialog
      open
      title={`Change ${person.name}`}
      says={
        disabled
          ? `${person.name} is signed out everywhere at once and their API tokens stop working.`
          : undefined
      }
      act="Change"
      busy={change.isPending}
      error={change.error}
      disabled={roles.length === 0}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <RoleChoice roles={roles} onRoles={setRoles} />
      <Checkbox
        label="Account disabled"
        checked={disabled}
        onChange={(event) => setDisabled(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
