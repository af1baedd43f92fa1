import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage, Decision } from "#contract/clearinghouse/casePage.ts";
import { stateInput } from "#contract/clearinghouse/evidence.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";

export function InputDialog(props: {
  readonly page: CasePage;
  readonly decision: Decision;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page, decision } = props;
  const first = decision.inputs.find(({ value }) => value === null) ?? decision.inputs[0];
  const [name, setName] = useState(first?.name ?? "");
  const [value, setValue] = useState("");
  const [source, setSource] = useState("");
  const change = useCaseChange(page, props.onClose);
  const input = decision.inputs.find((each) => each.name === name);
  return (
    <FormDialog
      open={props.open}
      title="State an input"
      says="Every input has a source. Unknown is a value too, and is read as the most urgent."
      act="State it"
      busy={change.isPending}
      error={change.error}
      disabled={source.trim() === "" || name === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(stateInput, {
            params: { ref: page.ref },
            headers,
            body: { input: name, value: value === "" ? null : value, source },
          }),
        )
      }
      onClose={props.onClose}
    >
      <NativeSelect
        label="Input"
        data={decision.inputs.map((each) => ({ value: each.name, label: each.label }))}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setValue("");
        }}
      />
      <NativeSelect
        label="Value"
        data={[{ value: "", label: "unknown" }, ...(input?.choices ?? [])]}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <TextInput
        label="Source"
        required
        maxLength={500}
        placeholder="run 88307, no interaction"
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
