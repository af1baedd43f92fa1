import { useMutation } from "@tanstack/react-query";
import { type Person, renewEnrolment } from "#contract/access/party.ts";
import { call } from "../api.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { ShownOnce } from "./ShownOnce.tsx";

export function RenewDialog({
  person,
  onClose,
}: {
  readonly person: Person;
  readonly onClose: () => void;
}) {
  const renew = useMutation({
    mutationFn: () => call(renewEnrolment, { params: { id: person.id } }),
  });
  if (renew.data)
    return (
      <ShownOnce
        title={`Enrolment link for ${person.name}`}
        secret={renew.data.enrolmentUrl}
        onClose={onClose}
      >
        It works once and is not shown again. Give it to {person.name} by a way you trust.
      </ShownOnce>
    );
  return (
    <Confirm
      open
      title="Make a new enrolment link"
      facts={[
        { label: "For", value: `${person.name}, ${person.party.name}` },
        {
          label: "Then",
          value: "An earlier unused link stops working. Passkeys that exist go on working.",
        },
      ]}
      act={`Make a link for ${person.name}`}
      busy={renew.isPending}
      error={renew.error}
      onConfirm={() => renew.mutate()}
      onClose={onClose}
    />
  );
}
