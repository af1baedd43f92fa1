import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { askToJoinReview } from "#contract/review/review.ts";
import { call } from "../api.ts";
import { useMe } from "../session.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { notify } from "../ui/notify.ts";
import { reviewPartiesQuery } from "./partiesQuery.ts";

/** Asks a lab. The answer is the same whether there is such a review, and so is this page's. */
export function AskToJoinDialog({ onClose }: { readonly onClose: () => void }) {
  const me = useMe();
  const parties = useQuery(reviewPartiesQuery);
  const [chosen, setChosen] = useState("");
  const [model, setModel] = useState("");
  const [version, setVersion] = useState("");
  const [reason, setReason] = useState("");
  const labs = (parties.data?.items ?? []).filter(({ isLab }) => isLab);
  const lab = labs.find(({ id }) => id === chosen) ?? labs[0];
  const ask = useMutation({
    mutationFn: (labPartyId: string) =>
      call(askToJoinReview, { body: { labPartyId, model, version, reason } }),
    onSuccess: () => {
      notify("Asked. If there is such a review, its lab sees it.");
      onClose();
    },
  });
  const isWhole = [model, version, reason].every((text) => text.trim() !== "");
  return (
    <FormDialog
      open
      title="Ask to join a review"
      says="The lab says yes or no, and silence is no. Whether there is such a review you learn from its yes alone; nobody else is told that you asked."
      act={lab ? `Ask ${lab.name} as ${me.party?.name ?? me.name}` : "Ask"}
      busy={ask.isPending}
      error={ask.error ?? parties.error}
      disabled={lab === undefined || !isWhole}
      onSubmit={() => lab && ask.mutate(lab.id)}
      onClose={onClose}
    >
      {parties.data && labs.length === 0 && (
        <p className="small">No lab has an account at this desk.</p>
      )}
      <NativeSelect
        label="Lab"
        data={labs.map(({ id, name }) => ({ value: id, label: name }))}
        value={lab?.id ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <TextInput
        label="Model"
        description="As the lab calls it; a codename will do."
        required
        maxLength={300}
        value={model}
        onChange={(event) => setModel(event.currentTarget.value)}
      />
      <TextInput
        label="Version"
        required
        maxLength={300}
        value={version}
        onChange={(event) => setVersion(event.currentTarget.value)}
      />
      <Textarea
        label="Why your agency"
        required
        autosize
        minRows={3}
        maxLength={8000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
