import { Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../ui/FormDialog.tsx";

/** An act that only needs its reason. */
export function ReasonDialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly says: string;
  readonly act: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      {...props}
      disabled={reason.trim() === ""}
      onSubmit={() => props.onSubmit(reason.trim())}
    >
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
