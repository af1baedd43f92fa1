import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addPerson } from "#contract/access/party.ts";
import type { Role } from "#core/access/role.ts";
import { call } from "../api.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { partiesQuery } from "./accounts.ts";
import { RoleChoice } from "./RoleChoice.tsx";
import { ShownOnce } from "./ShownOnce.tsx";

export function AddPersonDialog({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const parties = useQuery(partiesQuery);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [chosen, setChosen] = useState("");
  const [roles, setRoles] = useState<Role[]>([]);
  const items = parties.data?.items ?? [];
  const partyId = chosen || (items[0]?.id ?? "");
  const add = useMutation({
    mutationFn: () =>
      call(addPerson, {
        body: { name, partyId, roles, ...(email.trim() === "" ? {} : { email: email.trim() }) },
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["persons"] });
      void queries.invalidateQueries({ queryKey: ["parties"] });
    },
  });
  if (add.data)
    return (
      <ShownOnce
        title={`Enrolment link for ${add.data.person.name}`}
        secret={add.data.enrolmentUrl}
        onClose={onClose}
      >
        It works once and is not shown again. Give it to {add.data.person.name} by a way you trust;
        whoever opens it first has the account.
      </ShownOnce>
    );
  return (
    <FormDialog
      open
      title="Add a person"
      act="Add, and make a one-time link"
      busy={add.isPending}
      error={add.error ?? parties.error}
      disabled={name.trim() === "" || partyId === "" || roles.length === 0}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        maxLength={200}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Mail address"
        type="email"
        maxLength={320}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label="Party"
        data={items.map(({ id, name: label }) => ({ value: id, label }))}
        value={partyId}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <RoleChoice roles={roles} onRoles={setRoles} />
    </FormDialog>
  );
}
