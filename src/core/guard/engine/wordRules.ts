import type { PackRule, RegistrySource } from "../pack.ts";
import type { Registry, SaltedTerm } from "../registry.ts";
import type { WordRule } from "./compiledRule.ts";
import { hashText, wordsOf } from "./words.ts";

/** Words of a shingle; so many shingles within so many words make a near copy. */
export const SHINGLE = 5;
export const LEAST_SHINGLES = 4;
export const WITHIN = 16;

export type TermIndex = {
  readonly salt: string;
  /** By the tag of the first word. */
  readonly byFirst: ReadonlyMap<number, readonly SaltedTerm[]>;
};

export type ShingleIndex = {
  readonly caseId: string;
  /** Shingles' hashes, and the passage each stands in. */
  readonly passages: ReadonlyMap<number, string>;
};

export type WordNeedles = {
  readonly terms: readonly { readonly owner: number; readonly index: TermIndex }[];
  readonly shingles: readonly { readonly owner: number; readonly index: ShingleIndex }[];
};

export const shingleHash = (words: readonly string[]): number => hashText(words.join(" "));

function shinglesOf(texts: readonly string[]): Map<number, string> {
  const passages = new Map<number, string>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let i = 0; i + SHINGLE <= words.length; i += 1) {
      const passage = words.slice(Math.max(0, i - SHINGLE), i + WITHIN).join(" ");
      passages.set(shingleHash(words.slice(i, i + SHINGLE)), passage);
    }
  }
  return passages;
}

function saltedOf(registry: Registry, source: RegistrySource): Registry["terms"] {
  if (source === "term") return registry.terms;
  return source === "erased" ? registry.erasedTerms : undefined;
}

/** Rules that read words: one for the salted terms, one for each case with texts. */
export function compileWordRules(rule: PackRule, registry: Registry): WordRule[] {
  const { detector } = rule;
  if (detector.kind !== "registry") return [];
  const salted = saltedOf(registry, detector.source);
  if (salted) {
    const { salt, terms } = salted;
    if (terms.length === 0) return [];
    const byFirst = new Map<number, SaltedTerm[]>();
    for (const term of terms)
      byFirst.set(term.firstTag, [...(byFirst.get(term.firstTag) ?? []), term]);
    return [{ kind: "words", rule, keywords: [], caseId: null, terms: { salt, byFirst } }];
  }
  if (detector.source !== "embargoed-text") return [];
  return registry.embargoed.flatMap(({ caseId, texts = [] }): WordRule[] => {
    const passages = shinglesOf(texts);
    return passages.size === 0
      ? []
      : [{ kind: "words", rule, keywords: [], caseId, shingles: { caseId, passages } }];
  });
}
