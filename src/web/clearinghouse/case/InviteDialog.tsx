import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { inviteParticipant } from "#contract/clearinghouse/coordination.ts";
import { partiesQuery } from "../../access/accounts.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

const ROLES = ["owner", "vendor", "verifier", "coordinator"] as const;

export function InviteDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const parties = useQuery(partiesQuery);
  const [chosen, setChosen] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("owner");
  const [contact, setContact] = useState("");
  const change = useCaseChange(page, props.onClose);
  const items = parties.data?.items ?? [];
  const partyId = chosen || (items[0]?.id ?? "");
  const party = items.find(({ id }) => id === partyId);
  const invite = () =>
    change.mutate((headers) =>
      call(inviteParticipant, {
        params: { ref: page.ref },
        headers,
        body: { partyId, role, ...(contact.trim() === "" ? {} : { contact: contact.trim() }) },
      }),
    );
  return (
    <FormDialog
      open={props.open}
      title="Invite a party"
      says="It takes part, and sees the case, once it accepts the embargo’s terms. Nothing is sent by this; write it a draft next."
      act={party ? `Invite ${party.name} as ${role}` : "Invite"}
      busy={change.isPending}
      error={change.error ?? parties.error}
      disabled={partyId === ""}
      onSubmit={invite}
      onClose={props.onClose}
    >
      {parties.data && items.length === 0 && (
        <p className="small">
          No party is known here. <Link to="/parties">Add one</Link> first.
        </p>
      )}
      <NativeSelect
        label="Party"
        data={items.map(({ id, name, kind }) => ({ value: id, label: `${name}, ${kind}` }))}
        value={partyId}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <NativeSelect
        label="As"
        data={[...ROLES]}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as (typeof ROLES)[number])}
      />
      <TextInput
        label="Address for this case"
        description={party?.contact ? `Without it: ${party.contact}` : undefined}
        type="email"
        maxLength={320}
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
