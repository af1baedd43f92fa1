import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { MATERIAL_KINDS, type MaterialKind } from "#core/review/reviewWords.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Choices } from "../Choices.tsx";
import { KIND_WORDS, toSize } from "../words.ts";
import { LabelFields } from "./LabelFields.tsx";
import classes from "./material.module.css";
import { ReaderChoice } from "./ReaderChoice.tsx";
import { ReadingNote } from "./ReadingNote.tsx";
import { namesOf, readersOf, recipientsOf } from "./readers.ts";
import { BLANK_SEALING, missingIn, type SealDraft, toAbout, toFile } from "./sealDraft.ts";
import { startSealing } from "./sealings.ts";
import { useReading } from "./useReading.ts";

/** The marking comes first; then what it is, who reads it, and whether a protection is claimed. Nothing leaves before that. */
export function SealDialog(props: {
  readonly page: ReviewPage;
  /** Dropped on the page. */
  readonly file: File | undefined;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [draft, setDraft] = useState<SealDraft>({ ...BLANK_SEALING, file: props.file });
  const reading = useReading();
  const set = (part: Partial<SealDraft>) => {
    if ("file" in part || "text" in part || "from" in part) reading.forget();
    setDraft((before) => ({ ...before, ...part }));
  };
  const parties = readersOf(page, {
    kind: draft.kind,
    byPartyId: useMe().party?.id ?? null,
  });
  const recipients = recipientsOf(parties, draft.readers);
  const missing = missingIn({ ...draft, readers: recipients.map(({ key }) => key) });
  const seal = () => {
    const [file, about] = [toFile(draft), toAbout(draft)];
    if (file === undefined || about === undefined || recipients.length === 0) return;
    void reading.read(file, (read) => {
      startSealing({ review: page.ref, file, recipients, about, reading: read });
      props.onClose();
    });
  };
  const seals = reading.found ? "Seal it all the same" : "Seal it";
  return (
    <FormDialog
      open
      title="Seal something into the review"
      says="It is read and encrypted on this machine, its name with it. Who runs this service gets ciphertext, and no key that opens it."
      act={recipients.length === 0 ? seals : `${seals} to ${namesOf(recipients)}`}
      busy={reading.isReading}
      error={reading.error}
      disabled={missing.length > 0 || reading.lacks}
      onSubmit={seal}
      onClose={props.onClose}
    >
      <Marking draft={draft} onChange={set} />
      {draft.marking === "unclassified" && (
        <>
          <NativeSelect
            label="Kind"
            description="All that others learn of what it is; its name is sealed with it."
            data={[
              { value: "", label: "Choose…" },
              ...MATERIAL_KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
            ]}
            value={draft.kind ?? ""}
            onChange={(event) =>
              set({ kind: (event.currentTarget.value || undefined) as MaterialKind | undefined })
            }
          />
          <Content draft={draft} onChange={set} />
          <ReaderChoice
            parties={parties}
            chosen={draft.readers}
            onChoose={(readers) => set({ readers })}
          />
          {reading.found && (
            <ReadingNote
              found={reading.found}
              asks={reading.asks}
              reason={reading.reason}
              onReason={reading.setReason}
            />
          )}
          <LabelFields label={draft.label} onChange={(label) => set({ label })} />
          {missing.length > 0 && (
            <p className="small dim">Still to be said: {missing.join(", ")}.</p>
          )}
        </>
      )}
    </FormDialog>
  );
}

type Part = {
  readonly draft: SealDraft;
  readonly onChange: (part: Partial<SealDraft>) => void;
};

function Marking({ draft, onChange }: Part) {
  return (
    <>
      <Choices<"unclassified" | "classified">
        label="Is anything in it classified?"
        of={[
          { value: "unclassified", name: "No, nothing in it is classified" },
          { value: "classified", name: "Yes, or I am not sure" },
        ]}
        value={draft.marking}
        onChoose={(marking) => onChange({ marking })}
      />
      {draft.marking === "classified" && (
        <p className="small" role="status">
          <b className="strong">Then it does not come here.</b> Classified material is refused. Give
          a pointer and outcomes only: where it is held, and what came of it. If you are not sure,
          ask whoever marks it first.
        </p>
      )}
    </>
  );
}

function Content({ draft, onChange }: Part) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Choices<"file" | "text">
        label="What is sealed"
        of={[
          { value: "file", name: "A file, of any size" },
          { value: "text", name: "A text, written here" },
        ]}
        value={draft.from}
        onChoose={(from) => onChange({ from })}
      />
      {draft.from === "file" ? (
        <div className={classes.file}>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="File to seal"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) onChange({ file });
            }}
          />
          <Button onClick={() => input.current?.click()}>
            {draft.file ? "Choose another file" : "Choose a file"}
          </Button>
          {draft.file && (
            <span>
              {draft.file.name} <span className="dim">{toSize(draft.file.size)}</span>
            </span>
          )}
        </div>
      ) : (
        <>
          <TextInput
            label="Name"
            required
            maxLength={200}
            value={draft.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <Textarea
            label="Text"
            required
            autosize
            minRows={4}
            maxRows={14}
            value={draft.text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
