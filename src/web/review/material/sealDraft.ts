import type { ProtectionLabel } from "#core/review/protectionLabel.ts";
import type { MaterialKind } from "#core/review/reviewWords.ts";

/** What a label says; what is not asked for stays empty. */
export type LabelDraft = {
  /** Whether a protection is claimed is asked, and nothing is chosen for anybody. */
  readonly basis: "none" | ProtectionLabel["basis"] | undefined;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly source: string;
  readonly claimedBy: string;
};

export const BLANK_LABEL: LabelDraft = {
  basis: undefined,
  name: "",
  from: "",
  until: "",
  source: "",
  claimedBy: "",
};

export type Marking = "unclassified" | "classified" | undefined;

/** A sealing while it is prepared. */
export type SealDraft = {
  readonly marking: Marking;
  readonly kind: MaterialKind | undefined;
  readonly from: "file" | "text";
  readonly file: File | undefined;
  readonly name: string;
  readonly text: string;
  /** Public keys of those who are to read it. */
  readonly readers: readonly string[];
  readonly label: LabelDraft;
};

export const BLANK_SEALING: SealDraft = {
  marking: undefined,
  kind: undefined,
  from: "file",
  file: undefined,
  name: "",
  text: "",
  readers: [],
  label: BLANK_LABEL,
};

type Missing = readonly (readonly [name: string, isMissing: boolean])[];
const namesOf = (missing: Missing): readonly string[] =>
  missing.filter(([, isMissing]) => isMissing).map(([name]) => name);

const isEmpty = (text: string): boolean => text.trim() === "";

/** What a label still needs; nothing where none is claimed. */
export function missingInLabel(label: LabelDraft): readonly string[] {
  if (label.basis === undefined) return ["whether a protection is claimed"];
  if (label.basis === "none") return [];
  return namesOf([
    ["name of the protection", isEmpty(label.name)],
    ["its first day", label.from === ""],
    ["a last day that is not before the first", label.until !== "" && label.until < label.from],
    ["its source", isEmpty(label.source)],
    ["who claims it", isEmpty(label.claimedBy)],
  ]);
}

/** What is still to be said before anything is sealed. Until the marking is told, nothing else is asked. */
export function missingIn(draft: SealDraft): readonly string[] {
  if (draft.marking !== "unclassified") return ["whether anything in it is classified"];
  const isText = draft.from === "text";
  return [
    ...namesOf([
      ["what kind of thing it is", draft.kind === undefined],
      ["the file", !isText && draft.file === undefined],
      ["a name for the text", isText && isEmpty(draft.name)],
      ["the text", isText && isEmpty(draft.text)],
      ["who can read it", draft.readers.length === 0],
    ]),
    ...missingInLabel(draft.label),
  ];
}

/** `null`: none is claimed. `undefined` while something is missing. */
export function toLabel(label: LabelDraft): ProtectionLabel | null | undefined {
  const { basis } = label;
  if (basis === undefined || missingInLabel(label).length > 0) return undefined;
  if (basis === "none") return null;
  return {
    basis,
    name: label.name.trim(),
    from: label.from,
    until: label.until === "" ? null : label.until,
    source: label.source.trim(),
    claimedBy: label.claimedBy.trim(),
  };
}

/** A text is sealed as a file of its name. */
export const toFile = (draft: SealDraft): File | undefined =>
  draft.from === "file"
    ? draft.file
    : new File([draft.text], textName(draft.name), { type: "text/plain" });

const textName = (name: string): string =>
  /\.[a-z0-9]{1,8}$/i.test(name.trim()) ? name.trim() : `${name.trim()}.txt`;

/** What the server is told of it besides its recipients; `undefined` while something is missing. */
export function toAbout(draft: SealDraft) {
  const label = toLabel(draft.label);
  const { kind } = draft;
  if (missingIn(draft).length > 0 || label === undefined || kind === undefined) return undefined;
  return { kind, label, unclassified: true as const };
}
