import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addParty, PARTY_KINDS } from "#contract/access/party.ts";
import { call } from "../api.ts";
import { useMay } from "../session.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Page } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { partiesQuery } from "./accounts.ts";

/** The organisations that take part: labs, owners, operators and the rest. */
export function PartiesPage() {
  const parties = useQuery(partiesQuery);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title="Parties"
      about="the organisations that take part"
      acts={may("party.manage") && <Button onClick={() => setAdding(true)}>Add a party</Button>}
    >
      <Asked query={parties} what="the list of parties">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState page fact="No party yet.">
              {may("party.manage")
                ? "Add the owner of a component first: cases are disclosed to it."
                : "An administrator adds them."}
            </EmptyState>
          ) : (
            <DataTable
              label="Parties"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "name",
                  head: "Name",
                  cell: ({ name }) => <span className="strong">{name}</span>,
                },
                {
                  id: "kind",
                  head: "Kind",
                  width: "120px",
                  stacked: "bare",
                  cell: ({ kind }) => kind,
                },
                {
                  id: "contact",
                  head: "Address",
                  width: "260px",
                  stacked: "bare",
                  cell: ({ contact }) =>
                    contact ?? <span className="dim">none; nothing can be sent</span>,
                },
                {
                  id: "people",
                  head: "People",
                  width: "70px",
                  number: true,
                  cell: ({ people }) => people,
                },
                {
                  id: "since",
                  head: "Since",
                  width: "110px",
                  cell: ({ createdAt }) => <Time at={createdAt} as="day" />,
                },
              ]}
            />
          )
        }
      </Asked>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<(typeof PARTY_KINDS)[number]>("owner");
  const [contact, setContact] = useState("");
  const add = useMutation({
    mutationFn: () =>
      call(addParty, {
        body: { name, kind, ...(contact.trim() === "" ? {} : { contact: contact.trim() }) },
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["parties"] });
      onClose();
    },
  });
  return (
    <FormDialog
      open
      title="Add a party"
      act="Add it"
      busy={add.isPending}
      error={add.error}
      disabled={name.trim() === ""}
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
      <NativeSelect
        label="Kind"
        data={[...PARTY_KINDS]}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as (typeof PARTY_KINDS)[number])}
      />
      <TextInput
        label="Address for mail"
        description="Where disclosures go, such as security@example.org."
        type="email"
        maxLength={320}
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
