import type { Automaton, Hits } from "./automaton.ts";
import type { CompiledRule, LiteralRule, PatternRule } from "./compiledRule.ts";
import type { FollowFilter } from "./followFilter.ts";
import { type LeadGroup, LeadHold } from "./leadHold.ts";
import {
  firstPlace,
  firstUntried,
  freshRun,
  markTried,
  type PatternRun,
  retryHits,
  type Sight,
  takeHit,
  takeHitAt,
} from "./patternRun.ts";
import type { View } from "./view.ts";
import type { WordNeedles } from "./wordRules.ts";
import { WordScan } from "./wordScan.ts";

/** What a scanner looks for: compiled once, used by any number of scanners. */
export type Needles = {
  readonly automaton: Automaton;
  /** By the numbers the automaton reports. Numbers from `rules.length` on are triggers of decoded views. */
  readonly rules: readonly CompiledRule[];
  /** By rule number, whether a keyword only counts after something that is no word character of ASCII. */
  readonly afterBreak: Uint8Array;
  readonly follow: FollowFilter;
  /** Rules of which something may begin before their keyword. */
  readonly leads: readonly LeadGroup[];
  /** Undefined where nothing is known by its words. */
  readonly words: WordNeedles | undefined;
};

/** Of the scanner at work: scanning ends before anybody else may begin. */
const sharedHits: Hits = { pairs: new Uint32Array(1_024), count: 0 };

const WORD_BEYOND = /[\p{L}\p{N}]/u;
const WORD_ASCII = Uint8Array.from({ length: 128 }, (_, unit) =>
  Number(/\w/.test(String.fromCharCode(unit))),
);
const isWordLike = (unit: number): boolean =>
  unit < 128 ? WORD_ASCII[unit] === 1 : WORD_BEYOND.test(String.fromCharCode(unit));

/** Finds the needles in one view, however the view grows. */
export class Scanner {
  readonly view: View;
  readonly sights: Sight[] = [];
  /** Positions at which a decoded view may begin; taken by whoever decodes. */
  readonly triggers: number[] = [];
  readonly #needles: Needles;
  readonly #isActive: Uint8Array;
  readonly #runs: (PatternRun | undefined)[] = [];
  readonly #waiting = new Set<PatternRun>();
  #literals: { readonly rule: LiteralRule; readonly start: number; readonly end: number }[] = [];
  readonly #words: WordScan | undefined;
  #leads: LeadHold | undefined;
  #state: number;
  #scanned = 0;

  /** `isActive`: by rule number, whether the audience may not read what the rule finds. */
  constructor(view: View, needles: Needles, isActive: Uint8Array) {
    this.view = view;
    this.#needles = needles;
    this.#isActive = isActive;
    const { words, rules, automaton } = needles;
    this.#state = automaton.initial;
    this.#words = words && new WordScan(view, words, rules, isActive);
  }

  /** Reads what the view has gained since. */
  advance(): void {
    const { view } = this;
    if (this.#waiting.size > 0) this.#retry();
    if (this.#literals.length > 0) this.#retryLiterals();
    const hits = sharedHits;
    const { base } = view;
    this.#state = this.#needles.automaton.scan(
      view.units,
      this.#scanned - base,
      view.end - base,
      this.#state,
      hits,
    );
    this.#scanned = view.end;
    this.#takeAll(hits);
    hits.count = 0;
    this.#words?.advance(this.sights);
  }

  #takeAll({ pairs, count }: Hits): void {
    const { automaton, rules } = this.#needles;
    const { outputs } = automaton;
    const isActive = this.#isActive;
    for (let i = 0; i < count; i += 2) {
      const at = pairs[i] as number;
      const first = (pairs[i + 1] as number) + 1;
      const stop = first + (outputs[first - 1] as number);
      for (let o = first; o < stop; o += 3) {
        const owner = outputs[o] as number;
        const start = at - (outputs[o + 1] as number);
        const end = at - (outputs[o + 2] as number);
        if (owner >= rules.length) this.triggers.push(start + this.view.base);
        else if (isActive[owner] === 1 && this.#mayMatch(owner, start, end)) {
          this.#hit(owner, start + this.view.base, end + this.view.base);
        }
      }
    }
  }

  /** False where what stands around a keyword (bounds are indices of the units) says that it is part of no match. */
  #mayMatch(owner: number, start: number, end: number): boolean {
    const { afterBreak, automaton, follow } = this.#needles;
    const { units, base } = this.view;
    if (automaton.isShared && !automaton.isMeant(owner, units, start, end)) return false;
    const before = start > 0 ? (units[start - 1] as number) : -1;
    if (afterBreak[owner] === 1 && before >= 0 && WORD_ASCII[before] === 1) return false;
    return !follow.refutes(owner, before, units, end, this.view.end - base);
  }

  #hit(owner: number, start: number, end: number): void {
    const rule = this.#needles.rules[owner] as CompiledRule;
    if (rule.kind === "pattern") this.#pattern(owner, rule, start, end);
    else if (rule.kind === "literal") this.#literal(rule, start, end);
  }

  #pattern(owner: number, rule: PatternRule, start: number, end: number): void {
    const { view, sights } = this;
    const origin = rule.isForward ? end : start;
    const known = this.#runs[owner];
    if (rule.isForward || (known && known.hits.length > 0)) {
      const run = known ?? this.#begin(owner, rule);
      this.#note(run, takeHit(run, view, sights, origin, end));
      return;
    }
    const first = firstUntried(known, Math.max(origin + rule.first, 0));
    const last = origin + rule.last;
    const place = firstPlace(rule, rule.automaton().dfa, view, first, last);
    if (place <= last) {
      const run = known ?? this.#begin(owner, rule);
      this.#note(run, takeHitAt(run, view, sights, origin, end, place));
    } else if (known) markTried(known, first, last);
  }

  #begin(owner: number, rule: PatternRule): PatternRun {
    const run = freshRun(rule);
    this.#runs[owner] = run;
    return run;
  }

  #note(run: PatternRun, isDone: boolean): void {
    if (isDone === !run.isWaiting) return;
    run.isWaiting = !isDone;
    if (isDone) this.#waiting.delete(run);
    else this.#waiting.add(run);
  }

  #literal(rule: LiteralRule, start: number, end: number): void {
    const { view } = this;
    if (!rule.isPartOfWord) {
      if (start > 0 && isWordLike(view.unitAt(start - 1)) && isWordLike(view.unitAt(start))) return;
      if (end === view.end && !view.isClosed) {
        this.#literals.push({ rule, start, end });
        return;
      }
      const next = view.unitAt(end);
      if (next >= 0 && isWordLike(next) && isWordLike(view.unitAt(end - 1))) return;
    }
    this.sights.push({ rule, start, end, matchStart: start, matchEnd: end });
  }

  #retry(): void {
    for (const run of this.#waiting) {
      this.#note(run, retryHits(run, this.view, this.sights));
    }
  }

  #retryLiterals(): void {
    const waiting = this.#literals;
    this.#literals = [];
    for (const { rule, start, end } of waiting) this.#literal(rule, start, end);
  }

  /** The first position at which something may still be found: what lies before it is decided. */
  frontier(): number {
    const { view } = this;
    if (view.isClosed) return view.end;
    const { automaton, leads } = this.#needles;
    let at = view.end - automaton.held(this.#state);
    this.#leads ??= new LeadHold(leads);
    if (this.#words) at = Math.min(at, this.#words.frontier());
    // Asked after each chunk, and mostly nothing waits.
    if (this.#waiting.size > 0) for (const run of this.#waiting) at = Math.min(at, run.hold);
    if (this.#literals.length > 0) for (const { start } of this.#literals) at = Math.min(at, start);
    return this.#leads.from(view, at);
  }

  /** The first position that a pending decision still reads. */
  oldest(): number {
    let at = Math.min(this.view.end, this.#words?.frontier() ?? this.view.end);
    for (const { next, hits } of this.#waiting) at = Math.min(at, next, hits[0] ?? at);
    for (const { start } of this.#literals) at = Math.min(at, start);
    return at;
  }
}
