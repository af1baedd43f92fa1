import { slowHashOf, tagOf } from "../saltedTerm.ts";
import type { CompiledRule } from "./compiledRule.ts";
import type { Sight } from "./patternRun.ts";
import type { View } from "./view.ts";
import {
  LEAST_SHINGLES,
  SHINGLE,
  type ShingleIndex,
  shingleHash,
  type TermIndex,
  WITHIN,
  type WordNeedles,
} from "./wordRules.ts";

type Word = { readonly text: string; readonly start: number; readonly end: number };
type Match = { readonly word: number; readonly passage: string };

const WORD_BEYOND = /[\p{L}\p{N}]/u;
const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) ||
  (unit >= 65 && unit <= 90) ||
  (unit >= 48 && unit <= 57) ||
  (unit >= 128 && WORD_BEYOND.test(String.fromCharCode(unit)));

/** Words kept: as many as a near copy or a term may reach over. */
const KEPT = WITHIN + SHINGLE;
/** A word longer than this is cut, so that none is held for ever. */
const LONGEST_WORD = 64;

/** Reads a view word by word: for terms known by their hashes only, and for near copies of texts. */
export class WordScan {
  readonly #view: View;
  readonly #needles: WordNeedles;
  readonly #rules: readonly CompiledRule[];
  readonly #isActive: Uint8Array;
  /** The last words, and the number of the first of them. */
  readonly #words: Word[] = [];
  #first = 0;
  #at = 0;
  #wordStart = -1;
  /** Words (by number) at which a term may have begun. */
  #begun: { owner: number; index: TermIndex; word: number }[] = [];
  readonly #matches = new Map<number, Match[]>();

  constructor(
    view: View,
    needles: WordNeedles,
    rules: readonly CompiledRule[],
    isActive: Uint8Array,
  ) {
    this.#view = view;
    this.#needles = needles;
    this.#rules = rules;
    this.#isActive = isActive;
  }

  advance(sights: Sight[]): void {
    const { end, isClosed } = this.#view;
    for (; this.#at < end; this.#at += 1) {
      const isWord = isWordUnit(this.#view.unitAt(this.#at));
      if (this.#wordStart >= 0 && (!isWord || this.#at - this.#wordStart >= LONGEST_WORD)) {
        this.#take(this.#at, sights);
      }
      if (isWord && this.#wordStart < 0) this.#wordStart = this.#at;
    }
    if (!isClosed) return;
    if (this.#wordStart >= 0) this.#take(end, sights);
    this.#begun = [];
  }

  #take(end: number, sights: Sight[]): void {
    const start = this.#wordStart;
    this.#wordStart = -1;
    this.#words.push({ text: this.#view.text(start, end).toLowerCase(), start, end });
    if (this.#words.length > KEPT) {
      this.#words.shift();
      this.#first += 1;
    }
    this.#readTerms(sights);
    for (const { owner, index } of this.#needles.shingles) {
      if (this.#isActive[owner] === 1) this.#readShingles(owner, index, sights);
    }
  }

  #readTerms(sights: Sight[]): void {
    const last = this.#first + this.#words.length - 1;
    const text = this.#words.at(-1)?.text ?? "";
    for (const { owner, index } of this.#needles.terms) {
      if (this.#isActive[owner] === 1 && index.byFirst.has(tagOf(index.salt, text))) {
        this.#begun.push({ owner, index, word: last });
      }
    }
    this.#begun = this.#begun.filter((begun) => this.#tryTerm(begun, last, sights));
  }

  /** False when no term that began at this word is still to be completed. */
  #tryTerm(
    begun: { owner: number; index: TermIndex; word: number },
    last: number,
    sights: Sight[],
  ) {
    const { owner, index, word } = begun;
    const words = this.#words.slice(word - this.#first);
    const terms = index.byFirst.get(tagOf(index.salt, words[0]?.text ?? "")) ?? [];
    const count = last - word + 1;
    const text = words.map((one) => one.text).join(" ");
    const found = terms.some(
      (term) =>
        term.words === count &&
        term.tag === tagOf(index.salt, text) &&
        term.hash === slowHashOf(index.salt, text),
    );
    if (found) this.#sight(owner, words[0]?.start ?? 0, words.at(-1)?.end ?? 0, sights);
    return terms.some((term) => term.words > count);
  }

  #sight(owner: number, start: number, end: number, sights: Sight[], passage?: string): void {
    const rule = this.#rules[owner];
    if (!rule) return;
    const sight = { rule, start, end, matchStart: start, matchEnd: end };
    sights.push(passage === undefined ? sight : { ...sight, passage });
  }

  /** A copy is seen from the last word of its first shingle on: that much of it is not held back for one shingle's sake. */
  #readShingles(owner: number, { passages }: ShingleIndex, sights: Sight[]): void {
    const last = this.#first + this.#words.length - 1;
    const recent = (this.#matches.get(owner) ?? []).filter(({ word }) => word > last - WITHIN);
    const passage =
      this.#words.length < SHINGLE
        ? undefined
        : passages.get(shingleHash(this.#words.slice(-SHINGLE).map(({ text }) => text)));
    if (passage !== undefined) recent.push({ word: last, passage });
    this.#matches.set(owner, recent);
    const [first] = recent;
    if (recent.length < LEAST_SHINGLES || !first) return;
    const start = this.#words[first.word - this.#first]?.start ?? 0;
    this.#sight(owner, start, this.#words.at(-1)?.end ?? 0, sights, first.passage);
    this.#matches.set(owner, []);
  }

  /** The first position that may still become part of what is found. */
  frontier(): number {
    const starts = [this.#wordStart < 0 ? this.#view.end : this.#wordStart];
    const first = Math.min(
      ...this.#begun.map(({ word }) => word),
      ...[...this.#matches.values()].flatMap((matches) => matches[0]?.word ?? []),
    );
    if (first !== Number.POSITIVE_INFINITY)
      starts.push(this.#words[first - this.#first]?.start ?? 0);
    return Math.min(...starts);
  }
}
