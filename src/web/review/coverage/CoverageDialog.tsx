import { Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type CoverageLine, recordCoverage } from "#contract/review/coverage.ts";
import type { Coverage } from "#core/review/reviewWords.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import { COVERAGE_WORDS } from "../words.ts";

const CHOICES: readonly { value: Coverage; name: string; says: string }[] = [
  { value: "covered", name: COVERAGE_WORDS.covered, says: "Until a day that you name." },
  { value: "not-covered", name: COVERAGE_WORDS["not-covered"], says: "Until a day that you name." },
  {
    value: "undetermined",
    name: COVERAGE_WORDS.undetermined,
    says: "You have looked, and it cannot be told from what is there.",
  },
];

export function CoverageDialog(props: {
  readonly line: CoverageLine;
  readonly onClose: () => void;
}) {
  const { line } = props;
  const me = useMe();
  const queries = useQueryClient();
  const [coverage, setCoverage] = useState<Coverage>();
  const [until, setUntil] = useState("");
  const [basis, setBasis] = useState("");
  const needsDay = coverage !== undefined && coverage !== "undetermined";
  const record = useMutation({
    mutationFn: async () => {
      if (coverage === undefined) return;
      await call(recordCoverage, {
        params: { ref: line.ref },
        body: { coverage, until: until === "" ? null : until, basis: basis.trim() },
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["coverage"] });
      props.onClose();
    },
  });
  return (
    <FormDialog
      open
      title={`Record coverage of ${line.model} ${line.version}`}
      says={`Goes to ${line.lab.name} and the agencies of the review as the word of ${me.name}, and into the record. It says whether the order’s words reach this model; it says nothing on a release.`}
      act={coverage === undefined ? "Record it" : `Record: ${COVERAGE_WORDS[coverage]}`}
      busy={record.isPending}
      error={record.error}
      disabled={coverage === undefined || basis.trim() === "" || (needsDay && until === "")}
      onSubmit={() => record.mutate()}
      onClose={props.onClose}
    >
      <Choices label="The model is" of={CHOICES} value={coverage} onChoose={setCoverage} />
      <TextInput
        type="date"
        label={needsDay ? "Last day for which it holds" : "Last day for which it holds, if any"}
        required={needsDay}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Textarea
        label="Basis"
        description="The clause, and the facts it rests on."
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
