import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { decideEscalation, type EscalationPage } from "#contract/guard/escalation.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { notify } from "../../ui/notify.ts";
import { countPlaces } from "../grouped.ts";
import { escalationQuery } from "../queries.ts";
import { AUDIENCE_SAYS, plural } from "../words.ts";
import { ANSWER_SAYS, type Answer } from "./stateSays.ts";

const SAID: Record<Answer, string> = {
  "as-is": "It goes out as it is.",
  rewrite: "The rewriting goes out.",
  block: "It is blocked.",
};

const says = ({ audience, destination, findings }: EscalationPage, answer: Answer): string => {
  if (answer === "block") return `Nothing goes to ${destination}. Whoever waits is told so.`;
  const to = `To ${destination}, to be read by ${AUDIENCE_SAYS[audience.kind as keyof typeof AUDIENCE_SAYS] ?? audience.kind}`;
  const what =
    answer === "as-is"
      ? `with ${plural(countPlaces(findings), "finding")} in it`
      : "without what was found in it";
  return `${to}: ${what}. It is on record under your name.`;
};

/** An answer with its reason, which stands in the ledger and is told to whoever waits. */
export function DecideDialog(props: {
  readonly held: EscalationPage;
  readonly answer: Answer;
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}) {
  const { held, answer } = props;
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: () =>
      call(decideEscalation, { params: { id: held.id }, body: { answer, reason: reason.trim() } }),
    onSuccess: (page) => {
      queries.setQueryData(escalationQuery(held.id).queryKey, page);
      void queries.invalidateQueries({ queryKey: ["guard", "escalations"] });
      void queries.invalidateQueries({ queryKey: ["me"] });
      notify(SAID[answer]);
      props.onDone(held.id);
    },
  });
  return (
    <FormDialog
      open
      title={`${ANSWER_SAYS[answer]}?`}
      says={says(held, answer)}
      act={ANSWER_SAYS[answer]}
      busy={decide.isPending}
      error={decide.error}
      disabled={reason.trim() === ""}
      onSubmit={() => decide.mutate()}
      onClose={props.onClose}
    >
      <TextInput
        label="Reason"
        description="Stands in the ledger; whoever asked can read it."
        data-autofocus
        required
        maxLength={2_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
