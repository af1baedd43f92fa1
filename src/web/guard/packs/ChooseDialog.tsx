import { Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeGuardPolicy, type PackLine } from "#contract/guard/pack.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { notify } from "../../ui/notify.ts";
import { policyQuery } from "../queries.ts";
import { CHANNEL_SAYS } from "../words.ts";
import type { ChannelLine } from "./ChannelsPart.tsx";
import classes from "./packs.module.css";

/** Which packs read a channel besides those that always do. */
export function ChooseDialog(props: {
  readonly line: ChannelLine;
  readonly packs: readonly PackLine[];
  readonly onClose: () => void;
}) {
  const { line, packs, onClose } = props;
  const [chosen, setChosen] = useState(() => new Set(line.packs.map(({ id }) => id)));
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      call(changeGuardPolicy, {
        params: { channel: line.channel },
        body: { packs: [...chosen], reason: reason.trim() },
      }),
    onSuccess: (policy) => {
      queries.setQueryData(policyQuery.queryKey, policy);
      void queries.invalidateQueries({ queryKey: ["guard"] });
      notify(`From now on, ${CHANNEL_SAYS[line.channel]}: ${chosen.size} packs read.`);
      onClose();
    },
  });
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <FormDialog
      open
      title={`What reads ${CHANNEL_SAYS[line.channel]}`}
      says="Holds from the next text that leaves. What is on record keeps the packs it was read by."
      act="Change it"
      busy={change.isPending}
      error={change.error}
      disabled={reason.trim() === ""}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <fieldset className={classes.choice}>
        <legend className="gone">Packs</legend>
        {packs.map(({ id, title, always }) => (
          <Checkbox
            key={id}
            label={always.length > 0 ? `${title}, always` : title}
            checked={chosen.has(id)}
            disabled={always.length > 0}
            onChange={({ currentTarget }) => toggle(id, currentTarget.checked)}
          />
        ))}
      </fieldset>
      <TextInput
        label="Reason"
        description="Stands in the ledger."
        required
        maxLength={2_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
