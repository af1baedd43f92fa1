import { Checkbox, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { askGrant } from "#contract/review/act.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import {
  ACCESS_LEVELS,
  type AccessLevel,
  AXES,
  type Axis,
  VARIANTS,
  type Variant,
} from "#core/review/reviewWords.ts";
import { VARIANT_WORDS } from "#core/review/termsWords.ts";
import { call } from "../../api.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import classes from "../review.module.css";
import { useReviewChange } from "../reviewQuery.ts";
import { counted } from "../reviewSays.ts";
import type { GrantRow } from "./grantTable.ts";

const AXIS_SAYS: Record<Axis, string> = {
  model: "Model: run it, look inside, or change it",
  information: "Information: papers, prompts, training notes",
  time: "Time: hours of the lab’s people, or of its machines",
};
const LEVEL_SAYS: Record<AccessLevel, string> = {
  AL1: "AL1: black box, prompts and answers",
  AL2: "AL2: grey box, logits, reasoning, safeguards off",
  AL3: "AL3: white box, weights, fine-tuning",
};

/** One axis, named people. Nothing is given by asking. */
export function AskGrantDialog(props: {
  readonly page: ReviewPage;
  /** What is asked for, where it was begun from a line of the table. */
  readonly row?: Pick<GrantRow, "axis" | "variant">;
  readonly onClose: () => void;
}) {
  const { page, row } = props;
  const { party, personId } = useMe();
  const [axis, setAxis] = useState<Axis>(row?.axis ?? "model");
  const [level, setLevel] = useState<AccessLevel>("AL1");
  const [variant, setVariant] = useState<Variant | "">(
    row ? (row.variant ?? "") : "final-checkpoint",
  );
  const [persons, setPersons] = useState<readonly string[]>(personId === null ? [] : [personId]);
  const [reason, setReason] = useState("");
  const change = useReviewChange(page, props.onClose);
  const colleagues = page.people.filter(({ partyId }) => partyId === party?.id);
  const named = colleagues.filter((one) => persons.includes(one.personId));
  const isModel = axis === "model";
  return (
    <FormDialog
      open
      title="Ask for access"
      says={`Goes to ${page.lab.name}, which gives it or declines it, with a reason if it likes. Only people whom the signed terms name can be given access.`}
      act={`Ask for ${counted(named.length, "person", "people")}`}
      busy={change.isPending}
      error={change.error}
      disabled={named.length === 0 || reason.trim() === ""}
      onSubmit={() =>
        change.mutate((headers) =>
          call(askGrant, {
            params: { ref: page.ref },
            headers,
            body: {
              axis,
              level: isModel ? level : null,
              variant: isModel && variant !== "" ? variant : null,
              persons: named.map(({ personId: id, name }) => ({ personId: id, name })),
              reason,
            },
          }),
        )
      }
      onClose={props.onClose}
    >
      <NativeSelect
        label="On which axis"
        data={AXES.map((value) => ({ value, label: AXIS_SAYS[value] }))}
        value={axis}
        onChange={(event) => setAxis(event.currentTarget.value as Axis)}
      />
      {isModel && (
        <>
          <NativeSelect
            label="How deep"
            data={ACCESS_LEVELS.map((value) => ({ value, label: LEVEL_SAYS[value] }))}
            value={level}
            onChange={(event) => setLevel(event.currentTarget.value as AccessLevel)}
          />
          <NativeSelect
            label="Variant"
            data={[
              ...VARIANTS.map((value) => ({ value, label: VARIANT_WORDS[value] })),
              { value: "", label: "whatever the variant" },
            ]}
            value={variant}
            onChange={(event) => setVariant(event.currentTarget.value as Variant | "")}
          />
        </>
      )}
      <Persons of={colleagues} chosen={persons} onChosen={setPersons} />
      <Textarea
        label="What for"
        required
        autosize
        minRows={2}
        maxLength={8000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

const Persons = (props: {
  readonly of: ReviewPage["people"];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
}) => (
  <fieldset className={classes.set}>
    <legend>For whom, by name</legend>
    {props.of.map(({ personId, name }) => (
      <Checkbox
        key={personId}
        label={name}
        checked={props.chosen.includes(personId)}
        onChange={(event) =>
          props.onChosen(
            event.currentTarget.checked
              ? [...props.chosen, personId]
              : props.chosen.filter((each) => each !== personId),
          )
        }
      />
    ))}
  </fieldset>
);
