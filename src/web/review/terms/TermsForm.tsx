import { Checkbox, Textarea, TextInput } from "@mantine/core";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { ACCESS_MODES, VARIANTS } from "#core/review/reviewWords.ts";
import { ACCESS_MODE_WORDS, TERMS_LABELS, VARIANT_WORDS } from "#core/review/termsWords.ts";
import { TextButton } from "../../ui/Page.tsx";
import { Choices } from "../Choices.tsx";
import type { TermsDraft } from "./draft.ts";
import { newPair, PairRows } from "./PairRows.tsx";
import classes from "./terms.module.css";

type Props = {
  readonly page: ReviewPage;
  readonly draft: TermsDraft;
  readonly onDraft: (part: Partial<TermsDraft>) => void;
};
type YesNo = "yes" | "no";
const toYesNo = (value: boolean | undefined): YesNo | undefined => {
  if (value === undefined) return undefined;
  return value ? "yes" : "no";
};

/** All parts of the terms, in the order in which they are read. */
export function TermsForm({ page, draft, onDraft }: Props) {
  return (
    <div className={classes.form}>
      <Choices
        label={TERMS_LABELS.accessMode}
        of={ACCESS_MODES.map((value) => ({ value, name: ACCESS_MODE_WORDS[value] }))}
        value={draft.accessMode}
        onChoose={(accessMode) => onDraft({ accessMode })}
      />
      <fieldset className={classes.variants}>
        <legend>{TERMS_LABELS.variants}</legend>
        {VARIANTS.map((variant) => (
          <Checkbox
            key={variant}
            label={VARIANT_WORDS[variant]}
            checked={draft.variants.includes(variant)}
            onChange={(event) =>
              onDraft({
                variants: event.currentTarget.checked
                  ? VARIANTS.filter((one) => one === variant || draft.variants.includes(one))
                  : draft.variants.filter((one) => one !== variant),
              })
            }
          />
        ))}
      </fieldset>
      <People page={page} draft={draft} onDraft={onDraft} />
      <Textarea
        label={TERMS_LABELS.agreedUses}
        description="One a line."
        required
        autosize
        minRows={3}
        value={draft.uses}
        onChange={(event) => onDraft({ uses: event.currentTarget.value })}
      />
      <PairRows
        label={TERMS_LABELS.onwardSharing}
        left="With whom"
        right="On what condition"
        add="Add a receiver"
        rows={draft.onward}
        onRows={(onward) => onDraft({ onward })}
      />
      <Ends draft={draft} onDraft={onDraft} />
      <Textarea
        label={TERMS_LABELS.notes}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.notes}
        onChange={(event) => onDraft({ notes: event.currentTarget.value })}
      />
    </div>
  );
}

/** Whoever is not named touches nothing; those who take part are one press away. */
function People({ page, draft, onDraft }: Props) {
  const isNamed = (name: string, party: string) =>
    draft.people.some(({ left, right }) => left.trim() === name && right.trim() === party);
  const others = page.people.filter(
    ({ name, party, partyId }) => partyId !== page.lab.partyId && !isNamed(name, party),
  );
  const addAll = () =>
    onDraft({
      people: [
        ...draft.people,
        ...others.map(({ name, party }, at) => newPair(draft.people, name, party, at)),
      ],
    });
  return (
    <PairRows
      label={`${TERMS_LABELS.people}: everybody who may touch anything`}
      left="Name"
      right="Party"
      add="Add a person"
      rows={draft.people}
      onRows={(people) => onDraft({ people })}
    >
      {others.length > 0 && (
        <TextButton onClick={addAll}>
          Add {others.map(({ name }) => name).join(", ")} of the attached agencies
        </TextButton>
      )}
    </PairRows>
  );
}

const Ends = ({ draft, onDraft }: Omit<Props, "page">) => (
  <>
    <Choices<YesNo>
      label={TERMS_LABELS.labLogs}
      of={[
        { value: "yes", name: "The lab logs what is asked" },
        { value: "no", name: "The lab keeps no log of what is asked" },
      ]}
      value={toYesNo(draft.labLogs)}
      onChoose={(value) => onDraft({ labLogs: value === "yes" })}
    />
    <Choices<YesNo>
      label={TERMS_LABELS.promptsShownToLab}
      of={[
        { value: "no", name: "Sealed from the lab" },
        { value: "yes", name: "May be shown to the lab" },
      ]}
      value={toYesNo(draft.promptsShownToLab)}
      onChoose={(value) => onDraft({ promptsShownToLab: value === "yes" })}
    />
    <TextInput
      className={classes.short}
      label={`${TERMS_LABELS.retentionDays}, in days`}
      description="How long reviewers may keep what they made."
      inputMode="numeric"
      required
      value={draft.retentionDays}
      onChange={(event) => onDraft({ retentionDays: event.currentTarget.value })}
    />
    <TextInput
      className={classes.short}
      type="date"
      label={TERMS_LABELS.destructionDate}
      description="Destruction certificates are asked for at the end, due on this day."
      required
      value={draft.destructionDate}
      onChange={(event) => onDraft({ destructionDate: event.currentTarget.value })}
    />
  </>
);
