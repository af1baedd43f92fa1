import { parseTerms } from "#core/review/parseTerms.ts";
import type { AccessMode, Variant } from "#core/review/reviewWords.ts";
import type { Terms } from "#core/review/terms.ts";
import { TERMS_LABELS } from "#core/review/termsWords.ts";

/** Two texts that belong together: a person and a party, a receiver and a condition. `key` tells rows apart on the page. */
export type Pair = { readonly key: number; readonly left: string; readonly right: string };

/** Terms as they are being written: what nobody has chosen yet is `undefined`, never a default. */
export type TermsDraft = {
  readonly accessMode: AccessMode | undefined;
  readonly variants: readonly Variant[];
  readonly people: readonly Pair[];
  /** One use a line. */
  readonly uses: string;
  readonly retentionDays: string;
  readonly onward: readonly Pair[];
  readonly labLogs: boolean | undefined;
  readonly promptsShownToLab: boolean | undefined;
  readonly destructionDate: string;
  readonly notes: string;
};

export const BLANK_TERMS: TermsDraft = {
  accessMode: undefined,
  variants: [],
  people: [],
  uses: "",
  retentionDays: "",
  onward: [],
  labLogs: undefined,
  promptsShownToLab: undefined,
  destructionDate: "",
  notes: "",
};

const pairs = <T>(items: readonly T[], of: (item: T) => readonly [string, string]): Pair[] =>
  items.map((item, key) => {
    const [left, right] = of(item);
    return { key, left, right };
  });

export const toDraft = (terms: Terms): TermsDraft => ({
  accessMode: terms.accessMode,
  variants: terms.variants,
  people: pairs(terms.people, ({ name, party }) => [name, party]),
  uses: terms.agreedUses.join("\n"),
  retentionDays: String(terms.retentionDays),
  onward: pairs(terms.onwardSharing, (one) => [one.with, one.condition]),
  labLogs: terms.labLogs,
  promptsShownToLab: terms.promptsShownToLab,
  destructionDate: terms.destructionDate,
  notes: terms.notes,
});

export type ReadDraft =
  | { readonly terms: Terms; readonly problems: readonly [] }
  | { readonly terms: undefined; readonly problems: readonly string[] };

const isEmpty = ({ left, right }: Pair) => left.trim() === "" && right.trim() === "";
const filled = (rows: readonly Pair[]) =>
  rows
    .filter((one) => !isEmpty(one))
    .map(({ left, right }) => ({ left: left.trim(), right: right.trim() }));

/** The terms, or all that is missing or wrong, each as a sentence that names its part. Empty rows and lines do not count. */
export function readDraft(draft: TermsDraft): ReadDraft {
  const missing = missingOf(draft);
  if (missing.length > 0) return { terms: undefined, problems: missing };
  const parsed = parseTerms({
    accessMode: draft.accessMode,
    variants: draft.variants,
    people: filled(draft.people).map(({ left, right }) => ({ name: left, party: right })),
    agreedUses: lines(draft.uses),
    retentionDays: Number(draft.retentionDays),
    onwardSharing: filled(draft.onward).map(({ left, right }) => ({
      with: left,
      condition: right,
    })),
    labLogs: draft.labLogs,
    destructionDate: draft.destructionDate,
    promptsShownToLab: draft.promptsShownToLab,
    notes: draft.notes.trim(),
  });
  if (parsed.ok) return { terms: parsed.terms, problems: [] };
  return {
    terms: undefined,
    problems: parsed.problems.map(({ pointer, message }) => `${placeOf(pointer)}: ${message}`),
  };
}

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");

const half = (rows: readonly Pair[]) =>
  rows.some((one) => !isEmpty(one) && (one.left.trim() === "" || one.right.trim() === ""));

function missingOf(draft: TermsDraft): string[] {
  const days = draft.retentionDays.trim();
  const rules: readonly (readonly [boolean, string])[] = [
    [draft.accessMode === undefined, "Choose the access mode."],
    [half(draft.people), "Give every person a name and a party."],
    [lines(draft.uses).length === 0, "Name at least one agreed use."],
    [!/^\d+$/.test(days), "Say for how many days results may be kept."],
    [half(draft.onward), "Give every onward receiver a condition."],
    [draft.labLogs === undefined, "Choose whether the lab logs what is asked."],
    [draft.promptsShownToLab === undefined, "Choose whether the lab sees evaluator prompts."],
    [draft.destructionDate === "", "Give the day by which everything is destroyed."],
  ];
  return rules.flatMap(([isMissing, says]) => (isMissing ? [says] : []));
}

/** `/people/2/name` is "People, 3". */
function placeOf(pointer: string): string {
  const [, field = "", at] = pointer.split("/");
  const label = Object.hasOwn(TERMS_LABELS, field)
    ? TERMS_LABELS[field as keyof typeof TERMS_LABELS]
    : field;
  return at === undefined ? label : `${label}, ${Number(at) + 1}`;
}
