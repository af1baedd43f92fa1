import { Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reportFromTrial, type TrialPage } from "#contract/evaluation/trial.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { BLANK_REPORT, type ReportDraft, type ReportField, toReport } from "./reportDraft.ts";
import classes from "./trials.module.css";

/** Flaws in real software that this trial brought up, and the way to hand in another. */
export function Reports(props: { readonly evaluation: string; readonly page: TrialPage }) {
  const { page } = props;
  const may = useMay();
  const [isWriting, setWriting] = useState(false);
  const mayReport = may("evaluation.run") && may("report.submit");
  if (page.reports.length === 0 && !mayReport) return null;
  return (
    <p className={classes.hidden}>
      {page.reports.length > 0 && (
        <>
          Reported to the clearinghouse: <span className="mono">{page.reports.join(", ")}</span>.{" "}
        </>
      )}
      {mayReport && (
        <TextButton onClick={() => setWriting(true)}>Report a flaw in real software</TextButton>
      )}
      {isWriting && <ReportDialog {...props} onClose={() => setWriting(false)} />}
    </p>
  );
}

const FIELDS: readonly {
  readonly field: ReportField;
  readonly label: string;
  readonly says?: string;
  readonly isLong?: true;
}[] = [
  { field: "title", label: "Title" },
  { field: "description", label: "What is wrong", isLong: true },
  { field: "component", label: "Component", says: "a purl, such as pkg:npm/left-pad" },
  { field: "version", label: "Version or commit" },
  { field: "weakness", label: "Weakness", says: "a CWE, such as CWE-125" },
  { field: "reproducer", label: "Reproducer", says: "input or steps", isLong: true },
  { field: "expected", label: "Expected", isLong: true },
  { field: "actual", label: "Actual", isLong: true },
  { field: "humanCheck", label: "Checked by a person", says: "who, and how", isLong: true },
];

/** What the model found leaves the evaluation as a report; where it came from goes along. */
function ReportDialog(props: {
  readonly evaluation: string;
  readonly page: TrialPage;
  readonly onClose: () => void;
}) {
  const { evaluation, page } = props;
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ReportDraft>(BLANK_REPORT);
  const send = useMutation({
    mutationFn: () =>
      call(reportFromTrial, {
        params: { ref: evaluation, number: page.number },
        body: toReport(draft),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["trial", evaluation, page.number] });
      props.onClose();
    },
  });
  return (
    <FormDialog
      open
      title="Report a flaw in real software"
      says="Goes to the clearinghouse as a report of your party. Model, harness, run and trial go along as its provenance; the transcript does not."
      act="Submit the report"
      busy={send.isPending}
      error={send.error}
      disabled={draft.title.trim() === "" || draft.description.trim() === ""}
      onSubmit={() => send.mutate()}
      onClose={props.onClose}
    >
      {FIELDS.map(({ field, label, says, isLong }) => {
        const common = {
          label,
          description: says,
          required: field === "title" || field === "description",
          value: draft[field],
          "data-autofocus": field === "title" || undefined,
        };
        const set = (value: string) => setDraft({ ...draft, [field]: value });
        return isLong ? (
          <Textarea
            key={field}
            {...common}
            autosize
            minRows={2}
            onChange={(event) => set(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            key={field}
            {...common}
            maxLength={300}
            onChange={(event) => set(event.currentTarget.value)}
          />
        );
      })}
    </FormDialog>
  );
}
