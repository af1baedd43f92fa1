import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { giveResult } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import {
  CONFIDENCES,
  EVIDENCE_LEVELS,
  INTEGRITY,
  SEVERITIES,
  type Severity,
} from "#core/review/reviewWords.ts";
import {
  CONFIDENCE_SAYS,
  EVIDENCE_SAYS,
  INTEGRITY_SAYS,
  SEVERITY_SCALE,
} from "#core/review/severityScale.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import { ThirdParties } from "../incident/ThirdParties.tsx";
import { toLines } from "../lines.ts";
import { useReviewChange } from "../reviewQuery.ts";
import { EVIDENCE_WORDS, INTEGRITY_WORDS } from "../words.ts";
import classes from "./result.module.css";
import {
  BLANK_RESULT,
  missingIn,
  type ResultDraft,
  RUN_FIELDS,
  takesSeverity,
  toContent,
} from "./resultDraft.ts";

const EVIDENCE = EVIDENCE_LEVELS.map((value) => ({
  value,
  name: EVIDENCE_WORDS[value],
  says: EVIDENCE_SAYS[value],
}));
const INTEGRITIES = INTEGRITY.map((value) => ({
  value,
  name: INTEGRITY_WORDS[value],
  says: INTEGRITY_SAYS[value],
}));
const SCALE: readonly { value: Severity | "not-rated"; name: string; says: string }[] = [
  ...SEVERITIES.map((value) => ({ value, name: value, says: SEVERITY_SCALE[value] })),
  { value: "not-rated", name: "not rated", says: "You say nothing on how bad it would be." },
];
const CONFIDENCE = CONFIDENCES.map((value) => ({
  value,
  name: value,
  says: CONFIDENCE_SAYS[value],
}));

/** A result in writing. It goes to the lab alone; the lab's reply goes with it wherever it goes next. */
export function ResultDialog(props: {
  readonly page: ReviewPage;
  /** What is known already; nothing unless told. */
  readonly start?: ResultDraft;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [draft, setDraft] = useState(props.start ?? BLANK_RESULT);
  const set = (part: Partial<ResultDraft>) => setDraft((before) => ({ ...before, ...part }));
  const change = useReviewChange(page, props.onClose);
  const missing = missingIn(draft);
  const [parties, setParties] = useState("");
  const isEvent = draft.integrity === "containment-event";
  const give = () => {
    const content = toContent(draft);
    if (content)
      change.mutate((headers) =>
        call(giveResult, {
          params: { ref: page.ref },
          headers,
          body: isEvent ? { content, thirdParties: [...toLines(parties)] } : { content },
        }),
      );
  };
  return (
    <FormDialog
      open
      title="Give a result"
      says={`Goes to ${page.lab.name} alone. It can be shared with other attached agencies once the lab’s reply is attached to it.`}
      act={isEvent ? "Give it, and open an incident" : `Give it to ${page.lab.name}`}
      busy={change.isPending}
      error={change.error}
      disabled={missing.length > 0}
      onSubmit={give}
      onClose={props.onClose}
    >
      <Textarea
        label="Claim"
        description="What the model does, in one or two sentences, with its figures."
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={draft.claim}
        data-autofocus
        onChange={(event) => set({ claim: event.currentTarget.value })}
      />
      <Textarea
        label="Method"
        description="How it was found, so that another evaluator could do it again."
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={draft.method}
        onChange={(event) => set({ method: event.currentTarget.value })}
      />
      <Choices
        label="Evidence"
        of={EVIDENCE}
        value={draft.evidence}
        onChoose={(evidence) => set({ evidence })}
      />
      <Choices
        label="Integrity of the run"
        of={INTEGRITIES}
        value={draft.integrity}
        onChoose={(integrity) => set({ integrity })}
      />
      <IntegrityNote integrity={draft.integrity} lab={page.lab.name} />
      {isEvent && <ThirdParties value={parties} onChange={setParties} />}
      {takesSeverity(draft) && (
        <Choices
          label="Severity, on the published scale"
          of={SCALE}
          value={draft.severity}
          onChoose={(severity) => set({ severity })}
        />
      )}
      <Choices
        label="Confidence"
        of={CONFIDENCE}
        value={draft.confidence}
        onChoose={(confidence) => set({ confidence })}
      />
      <RunFields draft={draft} onChange={(run) => set({ run })} />
      {missing.length > 0 && <p className="small dim">Still to be said: {missing.join(", ")}.</p>}
    </FormDialog>
  );
}

function IntegrityNote(props: {
  readonly integrity: ResultDraft["integrity"];
  readonly lab: string;
}) {
  if (props.integrity === "unreliable")
    return (
      <p className="small soft">
        It takes no severity: what a flawed run shows is no measure of anything.
      </p>
    );
  if (props.integrity !== "containment-event") return null;
  return (
    <p className="small soft" role="status">
      <b className="strong">An incident opens with it.</b> All access under this review is paused
      until it ends, a timer of 24 hours starts, and {props.lab} and every attached agency are told
      at once.
    </p>
  );
}

const RUN_LABELS = {
  model: "Model as tested",
  scaffold: "Scaffold",
  budget: "Budget",
  seeds: "Seeds",
  environment: "Environment",
} as const;

function RunFields(props: {
  readonly draft: ResultDraft;
  readonly onChange: (run: ResultDraft["run"]) => void;
}) {
  const { run } = props.draft;
  return (
    <fieldset className={classes.runFields}>
      <legend>Run that it rests on, whole or not at all</legend>
      <div className={classes.pair}>
        {RUN_FIELDS.map((field) => (
          <TextInput
            key={field}
            label={RUN_LABELS[field]}
            maxLength={300}
            value={run[field]}
            onChange={(event) => props.onChange({ ...run, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
