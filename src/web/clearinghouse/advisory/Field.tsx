import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useDraft } from "./DraftContext.ts";
import { getAt, problemsAt } from "./draft.ts";

type Base = { readonly at: string; readonly label: string; readonly hint?: string };

/** One text of the draft. `nullable` writes null where the field is left empty. Faults stand under the field. */
export function TextField(
  props: Base & { readonly lines?: number; readonly nullable?: boolean; readonly mono?: boolean },
) {
  const draft = useDraft();
  const value = getAt(draft.document, props.at);
  const change = (event: { currentTarget: { value: string } }) => {
    const text = event.currentTarget.value;
    draft.set(props.at, text === "" && props.nullable ? null : text);
  };
  const common = {
    label: props.label,
    description: props.hint,
    value: typeof value === "string" ? value : "",
    onChange: change,
    readOnly: draft.locked,
    error: faultOf(draft.problems, props.at),
  };
  return props.lines ? (
    <Textarea {...common} autosize minRows={props.lines} maxRows={18} />
  ) : (
    <TextInput {...common} />
  );
}

export function ChoiceField(
  props: Base & { readonly choices: readonly string[]; readonly nullable?: boolean },
) {
  const draft = useDraft();
  const value = getAt(draft.document, props.at);
  const choices = props.choices.map((choice) => ({
    value: choice,
    label: choice.replaceAll("_", " "),
  }));
  return (
    <NativeSelect
      label={props.label}
      description={props.hint}
      data={props.nullable ? [{ value: "", label: "none" }, ...choices] : choices}
      value={typeof value === "string" ? value : ""}
      disabled={draft.locked}
      error={faultOf(draft.problems, props.at)}
      onChange={(event) => draft.set(props.at, event.currentTarget.value || null)}
    />
  );
}

/** A list of short texts, one a line. */
export function LinesField(props: Base) {
  const draft = useDraft();
  const value = getAt(draft.document, props.at);
  const lines = Array.isArray(value) ? value.map(String) : [];
  return (
    <Textarea
      label={props.label}
      description={props.hint ?? "One a line."}
      autosize
      minRows={1}
      maxRows={8}
      value={lines.join("\n")}
      readOnly={draft.locked}
      error={faultOf(draft.problems, props.at)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        draft.set(props.at, text === "" ? [] : text.split("\n"));
      }}
    />
  );
}

const faultOf = (
  problems: readonly { pointer: string; message: string }[],
  at: string,
): string | undefined => problemsAt(problems, at)[0]?.message;
