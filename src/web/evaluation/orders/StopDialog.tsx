import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type EvaluationOrder, stopOrder } from "#contract/evaluation/order.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { ordersQuery } from "./ordersQuery.ts";

/** Ends an order before its end. What was run until then stays. */
export function StopDialog(props: {
  readonly order: EvaluationOrder;
  readonly onClose: () => void;
}) {
  const { order } = props;
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const stop = useMutation({
    mutationFn: () =>
      call(stopOrder, { params: { ref: order.review, id: order.id }, body: { reason } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ordersQuery(order.review).queryKey });
      props.onClose();
    },
  });
  return (
    <FormDialog
      open
      title={`Stop “${order.title}”`}
      says="The runner ends at its next batch and destroys its copy of the credentials. What was run until then stays."
      act="Stop it"
      busy={stop.isPending}
      error={stop.error}
      disabled={reason.trim() === ""}
      onSubmit={() => stop.mutate()}
      onClose={props.onClose}
    >
      <Textarea
        label="Why"
        required
        autosize
        minRows={2}
        maxLength={2_000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
