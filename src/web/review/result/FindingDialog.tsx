import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Tlp } from "#contract/clearinghouse/words.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { useMay, useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import { useReviewChange } from "../reviewQuery.ts";
import { fileReport, recordReport } from "./fileReport.ts";
import classes from "./result.module.css";
import { BLANK_FINDING, type FindingDraft, type FindingField, toBundle } from "./toBundle.ts";

type Way = "here" | "elsewhere";

/** A flaw in real software that came up in a result: reported to the clearinghouse, and its reference kept with the result. */
export function FindingDialog(props: {
  readonly page: ReviewPage;
  readonly result: ReviewPage["results"][number];
  readonly onClose: () => void;
}) {
  const { page, result } = props;
  const me = useMe();
  const mayReport = useMay()("report.submit");
  const [way, setWay] = useState<Way>(mayReport ? "here" : "elsewhere");
  const [draft, setDraft] = useState(BLANK_FINDING);
  const [tlp, setTlp] = useState<(typeof Tlp.options)[number]>("AMBER");
  const [reference, setReference] = useState("");
  const change = useReviewChange(page, props.onClose);
  const file = () =>
    change.mutate(async (headers) => {
      if (way === "elsewhere") return await recordReport(page, result, reference.trim(), headers);
      const bundle = toBundle(draft, { page, result, party: me.party?.name ?? me.name });
      // The same bytes are one report: tried again after the first half was done, this records the reference of that report.
      return await recordReport(page, result, await fileReport(page, bundle, tlp), headers);
    });
  const isReady = way === "here" ? draft.title.trim() !== "" : reference.trim() !== "";
  return (
    <FormDialog
      open
      title="Report a flaw in software"
      says={`For flaws in real software that a run brought up. The report goes to ${me.desk.name} and says that ${page.model} ${page.version} found it, in ${page.ref}; the result itself stays here.`}
      act={way === "here" ? `Report it to ${me.desk.name}` : "Keep the reference with the result"}
      busy={change.isPending}
      error={change.error}
      disabled={!isReady}
      onSubmit={file}
      onClose={props.onClose}
    >
      {mayReport && (
        <Choices<Way>
          label="The report"
          of={[
            { value: "here", name: "is written here" },
            { value: "elsewhere", name: "has been sent already" },
          ]}
          value={way}
          onChoose={setWay}
        />
      )}
      {way === "here" ? (
        <>
          <FindingFields draft={draft} onChange={setDraft} />
          <NativeSelect
            label="How far the report may travel"
            data={Tlp.options.map((value) => ({ value, label: `TLP:${value}` }))}
            value={tlp}
            onChange={(event) => setTlp(event.currentTarget.value as typeof tlp)}
          />
        </>
      ) : (
        <TextInput
          label="Reference of the report"
          description={
            mayReport
              ? "As the clearinghouse gave it, such as RP-2026-0412."
              : "Such as RP-2026-0412. Reports are sent by people who are finders as well; the reference that they got is kept here."
          }
          required
          maxLength={40}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}

type Shown = {
  readonly field: FindingField;
  readonly label: string;
  readonly says?: string;
};
const LINES: readonly Shown[] = [
  { field: "component", label: "Component", says: "A purl, such as pkg:generic/libharbor." },
  { field: "version", label: "Version" },
  { field: "weakness", label: "Weakness", says: "Such as CWE-787." },
  { field: "boundary", label: "Trust boundary crossed" },
  { field: "humanCheck", label: "Checked by a person", says: "How, or no." },
  { field: "duplicateSearch", label: "Searched for duplicates", says: "Where, or no." },
];
const TEXTS: readonly Shown[] = [
  { field: "description", label: "What is wrong" },
  {
    field: "reproducer",
    label: "Reproducer",
    says: "Steps or program text; none, where there is none.",
  },
  { field: "expected", label: "Expected" },
  { field: "actual", label: "Actual" },
];

function FindingFields(props: {
  readonly draft: FindingDraft;
  readonly onChange: (draft: FindingDraft) => void;
}) {
  const { draft, onChange } = props;
  const shared = ({ field, label, says }: Shown) => ({
    label,
    description: says,
    value: draft[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...draft, [field]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput
        {...shared({
          field: "title",
          label: "Title",
          says: "What is wrong and where, in one line.",
        })}
        required
        maxLength={500}
        data-autofocus
      />
      <div className={classes.pair}>
        {LINES.map((each) => (
          <TextInput key={each.field} {...shared(each)} maxLength={1000} />
        ))}
      </div>
      {TEXTS.map((each) => (
        <Textarea key={each.field} {...shared(each)} autosize minRows={1} maxLength={200_000} />
      ))}
      <p className="small dim">What is left empty is shown as unknown.</p>
    </>
  );
}
