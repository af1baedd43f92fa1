import { Checkbox, NativeSelect, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { markCase } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { Tlp } from "#contract/clearinghouse/words.ts";
import { personsQuery } from "../../access/accounts.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function TlpDialog({
  page,
  onClose,
}: {
  readonly page: CasePage;
  readonly onClose: () => void;
}) {
  const me = useMe();
  const persons = useQuery(personsQuery);
  const [tlp, setTlp] = useState(page.tlp);
  const [readers, setReaders] = useState<readonly string[]>(
    me.personId === null ? [] : [me.personId],
  );
  const [reason, setReason] = useState("");
  const change = useCaseChange(page, onClose);
  const red = tlp === "RED";
  const toggle = (id: string) =>
    setReaders((before) =>
      before.includes(id) ? before.filter((each) => each !== id) : [...before, id],
    );
  return (
    <FormDialog
      open
      title="Change the TLP label"
      says={
        red
          ? "Nobody but the people named here sees the case from now on, not even the rest of the desk."
          : "It goes with everything that leaves the case from now on."
      }
      act={`Mark as TLP:${tlp}`}
      busy={change.isPending}
      error={change.error ?? persons.error}
      disabled={reason.trim() === "" || (red && readers.length === 0)}
      onSubmit={() =>
        change.mutate((headers) =>
          call(markCase, {
            params: { ref: page.ref },
            headers,
            body: { tlp, reason, readers: red ? [...readers] : [] },
          }),
        )
      }
      onClose={onClose}
    >
      <NativeSelect
        label="Label"
        data={[...Tlp.options]}
        value={tlp}
        onChange={(event) => setTlp(event.currentTarget.value as CasePage["tlp"])}
      />
      {red &&
        (persons.data?.items ?? []).map(({ id, name, party }) => (
          <Checkbox
            key={id}
            label={`${name}, ${party.name}`}
            checked={readers.includes(id)}
            onChange={() => toggle(id)}
          />
        ))}
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
