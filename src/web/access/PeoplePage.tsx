import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "#contract/access/party.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, TextButton } from "../ui/Page.tsx";
import { State } from "../ui/Tag.tsx";
import { AddPersonDialog } from "./AddPersonDialog.tsx";
import { personsQuery } from "./accounts.ts";
import { ChangePersonDialog } from "./ChangePersonDialog.tsx";
import { RenewDialog } from "./RenewDialog.tsx";

type Dialog =
  | { readonly kind: "add" }
  | { readonly kind: "change" | "renew"; readonly person: Person };

/** Who may sign in, with what roles. Administrators keep accounts and see no case. */
export function PeoplePage() {
  const persons = useQuery(personsQuery);
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <Page
      title="People"
      about="who may sign in, with what roles"
      acts={<Button onClick={() => setDialog({ kind: "add" })}>Add a person</Button>}
    >
      <Asked query={persons} what="the list of people">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState page fact="Nobody yet.">
              Add a person; the answer is a one-time link by which they make a passkey.
            </EmptyState>
          ) : (
            <DataTable
              label="People"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "name",
                  head: "Name",
                  cell: ({ name }) => <span className="strong">{name}</span>,
                },
                {
                  id: "party",
                  head: "Party",
                  width: "190px",
                  stacked: "bare",
                  cell: ({ party }) => party.name,
                },
                {
                  id: "email",
                  head: "Address",
                  width: "210px",
                  cell: ({ email }) => email ?? <span className="dim">none</span>,
                },
                {
                  id: "roles",
                  head: "Roles",
                  width: "180px",
                  cell: ({ roles }) => roles.map((role) => role.replaceAll("-", " ")).join(", "),
                },
                {
                  id: "state",
                  head: "Account",
                  width: "150px",
                  stacked: "bare",
                  cell: (person) => <Account person={person} />,
                },
                {
                  id: "acts",
                  head: <span className="gone">Acts</span>,
                  width: "150px",
                  acts: true,
                  cell: (person) => (
                    <span className="row">
                      <TextButton onClick={() => setDialog({ kind: "change", person })}>
                        Change
                      </TextButton>
                      <TextButton onClick={() => setDialog({ kind: "renew", person })}>
                        New link
                      </TextButton>
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Asked>
      {dialog?.kind === "add" && <AddPersonDialog onClose={close} />}
      {dialog?.kind === "change" && <ChangePersonDialog person={dialog.person} onClose={close} />}
      {dialog?.kind === "renew" && <RenewDialog person={dialog.person} onClose={close} />}
    </Page>
  );
}

function Account({ person }: { readonly person: Person }) {
  if (person.disabledAt !== null) return <State dot="bad">disabled</State>;
  if (person.passkeys === 0) return <State dot="open">not enrolled</State>;
  return (
    <State dot="ok">{person.passkeys === 1 ? "1 passkey" : `${person.passkeys} passkeys`}</State>
  );
}
