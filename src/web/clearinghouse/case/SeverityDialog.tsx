import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { stateSeverity } from "#contract/clearinghouse/evidence.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import type { SideName } from "../../ui/severity.ts";
import { useCaseChange } from "./caseQuery.ts";

export function SeverityDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const { roles } = useMe();
  const sides: SideName[] = roles.includes("owner") ? ["owner"] : ["verifier", "finder"];
  const [side, setSide] = useState<SideName>(sides[0] ?? "verifier");
  const [vector, setVector] = useState(page.severity[side]?.vector ?? "");
  const [reason, setReason] = useState("");
  const change = useCaseChange(page, props.onClose);
  return (
    <FormDialog
      open={props.open}
      title="State a severity"
      says="It stands beside the others and replaces none of them. The owner’s governs, else the verifier’s, else the finder’s."
      act="State it"
      busy={change.isPending}
      error={change.error}
      disabled={vector.trim() === "" || reason.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(stateSeverity, {
            params: { ref: page.ref },
            headers,
            body: { side, vector: vector.trim(), reason },
          }),
        )
      }
      onClose={props.onClose}
    >
      <NativeSelect
        label="Side"
        data={sides}
        value={side}
        onChange={(event) => setSide(event.currentTarget.value as SideName)}
      />
      <TextInput
        label="CVSS vector, 3.1 or 4.0"
        required
        maxLength={500}
        placeholder="CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
        value={vector}
        onChange={(event) => setVector(event.currentTarget.value)}
      />
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
