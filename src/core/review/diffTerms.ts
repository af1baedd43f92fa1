import { canonicalJson, type Json } from "../canonicalJson.ts";
import type { Terms } from "./terms.ts";
import {
  ACCESS_MODE_WORDS,
  loggingWords,
  personWords,
  promptWords,
  retentionWords,
  TERMS_LABELS,
  VARIANT_WORDS,
} from "./termsWords.ts";

/**
 * One difference, in words. `path` is a JSON pointer into the newer terms, or into the older ones for what was taken out.
 * `before: null` was not there, `after: null` is there no more.
 */
export type TermsChange = {
  readonly path: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
};

type Single = "accessMode" | "retentionDays" | "labLogs" | "destructionDate" | "promptsShownToLab";
type Listed = "variants" | "people" | "agreedUses" | "onwardSharing";

const SINGLE: { readonly [K in Single]: (value: Terms[K]) => string } = {
  accessMode: (mode) => ACCESS_MODE_WORDS[mode],
  retentionDays: retentionWords,
  labLogs: loggingWords,
  destructionDate: (day) => day,
  promptsShownToLab: promptWords,
};

/** What makes an entry the same one in both versions, and how it reads. */
type Item = { readonly key: string; readonly words: string };

const LISTED: { readonly [K in Listed]: (terms: Terms) => readonly Item[] } = {
  variants: ({ variants }) => variants.map((key) => ({ key, words: VARIANT_WORDS[key] })),
  people: ({ people }) =>
    people.map((one) => ({ key: canonicalJson(one), words: personWords(one) })),
  agreedUses: ({ agreedUses }) => agreedUses.map((key) => ({ key, words: key })),
  onwardSharing: ({ onwardSharing }) =>
    onwardSharing.map((one) => ({ key: one.with, words: `${one.with}: ${one.condition}` })),
};

const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);

function singleChange<K extends Single>(name: K, older: Terms, newer: Terms): TermsChange[] {
  if (older[name] === newer[name]) return [];
  const words = SINGLE[name];
  const label = TERMS_LABELS[name];
  return [{ path: `/${name}`, label, before: words(older[name]), after: words(newer[name]) }];
}

const inOneLine = (items: readonly Item[]): string => items.map(({ words }) => words).join("; ");

function listChanges(name: Listed, older: Terms, newer: Terms): TermsChange[] {
  if (same(older[name], newer[name])) return [];
  const label = TERMS_LABELS[name];
  const [was, is] = [LISTED[name](older), LISTED[name](newer)];
  const [before, after] = [was, is].map(
    (items) => new Map(items.map((one) => [one.key, one.words])),
  );
  const gone = was.flatMap(({ key, words }, at) =>
    after?.has(key) ? [] : [{ path: `/${name}/${at}`, label, before: words, after: null }],
  );
  const come = is.flatMap(({ key, words }, at) => {
    const old = before?.get(key) ?? null;
    return old === words ? [] : [{ path: `/${name}/${at}`, label, before: old, after: words }];
  });
  const changes = [...gone, ...come];
  if (changes.length > 0) return changes;
  // The entries are the same and the list is not: their order is signed, too.
  const order = { before: inOneLine(was), after: inOneLine(is) };
  return [{ path: `/${name}`, label: `${label}, order`, ...order }];
}

const noteChange = (older: Terms, newer: Terms): TermsChange[] =>
  older.notes === newer.notes
    ? []
    : [
        {
          path: "/notes",
          label: TERMS_LABELS.notes,
          before: older.notes || null,
          after: newer.notes || null,
        },
      ];

/** What the newer terms change, in the order in which terms are read. Empty only where both would have one hash. */
export const diffTerms = (older: Terms, newer: Terms): readonly TermsChange[] => [
  ...singleChange("accessMode", older, newer),
  ...listChanges("variants", older, newer),
  ...listChanges("people", older, newer),
  ...listChanges("agreedUses", older, newer),
  ...singleChange("retentionDays", older, newer),
  ...listChanges("onwardSharing", older, newer),
  ...singleChange("labLogs", older, newer),
  ...singleChange("destructionDate", older, newer),
  ...singleChange("promptsShownToLab", older, newer),
  ...noteChange(older, newer),
];
