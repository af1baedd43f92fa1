import { TextInput } from "@mantine/core";
import { Choices } from "../Choices.tsx";
import classes from "./material.module.css";
import type { LabelDraft } from "./sealDraft.ts";

const BASES = [
  { value: "none", name: "No protection is claimed" },
  { value: "statute", name: "A statute protects it" },
  { value: "agreement", name: "An agreement protects it" },
] as const;

/** A claimed protection is dated data with a source. It is asked for each thing, and nothing is chosen beforehand. */
export function LabelFields(props: {
  readonly label: LabelDraft;
  readonly onChange: (label: LabelDraft) => void;
  /** Where a label is what the form is for, none is no choice. */
  readonly isClaim?: boolean;
}) {
  const { label } = props;
  const set = (part: Partial<LabelDraft>) => props.onChange({ ...label, ...part });
  return (
    <>
      <Choices
        label="Protection"
        says="Claimed by somebody, with its dates and its source. It can lapse, and is then shown so."
        of={props.isClaim ? BASES.slice(1) : BASES}
        value={label.basis}
        onChoose={(basis) => set({ basis })}
      />
      {(label.basis === "statute" || label.basis === "agreement") && (
        <>
          <TextInput
            label={label.basis === "statute" ? "Statute" : "Agreement"}
            description={
              label.basis === "statute"
                ? "By section, such as 18 U.S.C. 1905."
                : "By version and clause, such as Terms v2, clause 4."
            }
            required
            maxLength={300}
            value={label.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <div className={classes.pair}>
            <TextInput
              type="date"
              label="From"
              required
              value={label.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label="Last day, if it has one"
              value={label.until}
              onChange={(event) => set({ until: event.currentTarget.value })}
            />
            <TextInput
              label="Where it can be read"
              required
              maxLength={300}
              value={label.source}
              onChange={(event) => set({ source: event.currentTarget.value })}
            />
            <TextInput
              label="Claimed by"
              required
              maxLength={300}
              value={label.claimedBy}
              onChange={(event) => set({ claimedBy: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </>
  );
}
