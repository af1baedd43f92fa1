import { NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { recordEvidence } from "#contract/clearinghouse/evidence.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";
import { given } from "./given.ts";

const OUTCOMES = [
  { value: "reproduced", label: "The claimed signature showed" },
  { value: "not-reproduced", label: "It did not show; nothing is concluded" },
  { value: "refuted", label: "It cannot show: the claim is refuted" },
] as const;
type Outcome = (typeof OUTCOMES)[number]["value"];

/** A run of the reproducer, as it was made. The finder's own party or model family does not count as independent. */
export function RunDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [outcome, setOutcome] = useState<Outcome>("reproduced");
  const [failed, setFailed] = useState<number | string>(5);
  const [of, setOf] = useState<number | string>(5);
  const [text, setText] = useState({
    on: page.claim.version ?? page.claim.commit ?? "",
    signature: "",
    environment: "",
    model: "",
    note: "",
    log: "",
  });
  const field = (key: keyof typeof text) => ({
    value: text[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setText((before) => ({ ...before, [key]: value }));
    },
  });
  const change = useCaseChange(page, props.onClose);
  const record = () =>
    change.mutate((headers) =>
      call(recordEvidence, {
        params: { ref: page.ref },
        headers,
        body: {
          outcome,
          failed: Number(failed),
          of: Number(of),
          on: text.on,
          modelFamily: text.model.trim() || null,
          ...given({
            signature: text.signature,
            environment: text.environment,
            note: text.note,
            log: text.log,
          }),
        },
      }),
    );
  return (
    <FormDialog
      open={props.open}
      title={`Record a run for ${page.ref}`}
      says="Stands in the record under your name and your party, and cannot be taken back. A later run can say otherwise."
      act="Record the run"
      busy={change.isPending}
      error={change.error}
      disabled={text.on.trim() === "" || Number(of) < 1 || Number(failed) > Number(of)}
      onSubmit={record}
      onClose={props.onClose}
    >
      <NativeSelect
        label="Outcome"
        data={[...OUTCOMES]}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value as Outcome)}
      />
      <TextInput label="Version or commit that was run" required maxLength={200} {...field("on")} />
      <div className="row">
        <NumberInput
          label="Runs that failed"
          min={0}
          max={10_000}
          allowDecimal={false}
          value={failed}
          onChange={setFailed}
          hideControls
        />
        <NumberInput
          label="Runs in all"
          min={1}
          max={10_000}
          allowDecimal={false}
          value={of}
          onChange={setOf}
          hideControls
        />
      </div>
      <TextInput
        label="Signature seen"
        maxLength={500}
        placeholder="heap-buffer-overflow in hb_index_read"
        {...field("signature")}
      />
      <TextInput
        label="Environment"
        maxLength={500}
        placeholder="clang 19, ASan, x86-64"
        {...field("environment")}
      />
      <TextInput
        label="Model family that drove the run"
        description="Leave empty when no model did."
        maxLength={100}
        {...field("model")}
      />
      <Textarea
        label="Log"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={200_000}
        {...field("log")}
      />
      <Textarea label="Note" autosize minRows={1} maxRows={4} maxLength={2000} {...field("note")} />
    </FormDialog>
  );
}
