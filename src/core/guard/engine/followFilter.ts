import { kindOfUnit } from "../regex/capture.ts";
import { DEAD, type Dfa } from "../regex/dfa.ts";
import { classOf, KIND, type Program } from "../regex/program.ts";
import { casesOf } from "./automaton.ts";
import type { CompiledRule, PatternRule } from "./compiledRule.ts";
import { Followers } from "./follower.ts";
import { areInOrder } from "./standing.ts";

/** Hits of a rule from which on it is worth knowing what may follow its keywords. */
const MANY = 32;
/** More units before the keyword, or more states than this, and nothing is known. */
const LONGEST_LEAD = 5;
const MOST_STATES = 256;

/** Units read behind a keyword. */
const LONGEST_LOOK = 64;

const ANY_KIND = 15;
const UNITS = Array.from({ length: 128 }, (_, unit) => unit);

/**
 * What may stand around the keywords of a rule within a match: most hits are refuted by the unit behind them, without a
 * look at the pattern. Learnt where a rule is hit often.
 */
export class FollowFilter {
  readonly #rules: readonly CompiledRule[];
  /** By rule and unit behind the keyword, the kinds that may stand before the keyword, as bits. */
  readonly #kinds: Uint8Array;
  readonly #hits: Uint8Array;
  readonly #followers: Followers;

  constructor(rules: readonly CompiledRule[]) {
    this.#rules = rules;
    this.#kinds = new Uint8Array(rules.length * 128).fill(ANY_KIND);
    this.#hits = new Uint8Array(rules.length);
    this.#followers = new Followers(rules.length);
  }

  /**
   * True where the hit of a rule is part of no match: told by the unit before the keyword and by what stands behind it, from
   * `at` on (an index of `units`, which end at `end`).
   */
  refutes(owner: number, before: number, units: Uint16Array, at: number, end: number): boolean {
    if ((this.#hits[owner] as number) < MANY) {
      this.#count(owner);
      return false;
    }
    if (at >= end) return false;
    const behind = units[at] as number;
    if (behind < 128) {
      const kinds = this.#kinds[(owner << 7) + behind] as number;
      if (((kinds >> kindOfUnit(before)) & 1) === 0) return true;
    }
    const last = kindOfUnit(units[at - 1] as number);
    const to = Math.min(end, at + LONGEST_LOOK);
    return this.#followers.refutes(owner, units, at, to, last);
  }

  #count(owner: number): void {
    const hits = (this.#hits[owner] as number) + 1;
    this.#hits[owner] = hits;
    const rule = this.#rules[owner];
    if (hits < MANY || rule?.kind !== "pattern") return;
    const known = areInOrder(rule.keywords) ? kindsOf(rule) : undefined;
    if (known) this.#kinds.set(known, owner << 7);
    this.#followers.learn(owner, rule);
  }
}

function kindsOf(rule: PatternRule): Uint8Array | undefined {
  if (rule.isForward || -rule.first > LONGEST_LEAD) return undefined;
  const { dfa } = rule.automaton();
  const { generation } = dfa;
  const kinds = new Uint8Array(128);
  const isKnown = Object.values(KIND).every((kind) => followAfter(rule, dfa, kind, kinds));
  return isKnown && dfa.generation === generation ? kinds : undefined;
}

/** Follows every match that begins after a unit of a kind. False where that cannot be told. */
function followAfter(rule: PatternRule, dfa: Dfa, kind: number, kinds: Uint8Array): boolean {
  let states: readonly number[] | undefined = [dfa.startAfter(kind)];
  const units = unitsOfClasses(dfa.program);
  for (let lead = 0; lead <= -rule.first; lead += 1) {
    const before = lead === 0 ? 1 << kind : ANY_KIND;
    if (lead >= -rule.last && !followKeywords(rule, dfa, states, before, kinds)) return false;
    states = statesAfter(dfa, states, units);
    if (!states) return false;
  }
  return true;
}

/** One unit of each class. */
function unitsOfClasses(program: Program): number[] {
  const byClass = new Map(
    [...UNITS, ...program.bounds].map((unit) => [classOf(program, unit), unit]),
  );
  return [...byClass.values()];
}

/** Where any of the units leads from any of the states. Undefined where a match ends before, or where there are too many. */
function statesAfter(dfa: Dfa, states: readonly number[], units: readonly number[]) {
  const next = new Set<number>();
  for (const state of states) {
    for (const unit of units) {
      const value = dfa.valueAfter(state, unit);
      if ((value & 1) === 1) return undefined;
      if (value !== DEAD) next.add(value >> 1);
    }
  }
  return next.size > MOST_STATES ? undefined : [...next];
}

function followKeywords(
  { keywords }: PatternRule,
  dfa: Dfa,
  states: readonly number[],
  before: number,
  kinds: Uint8Array,
): boolean {
  const known = new Set<string>();
  for (const keyword of keywords) {
    let after: readonly number[] | undefined = states;
    for (let i = 0; after && i < keyword.length; i += 1) {
      after = statesAfter(dfa, after, casesOf(keyword.charCodeAt(i)));
    }
    if (!after) return false;
    const key = after.join();
    if (!known.has(key)) markFollowers(dfa, after, before, kinds);
    known.add(key);
  }
  return true;
}

function markFollowers(dfa: Dfa, states: readonly number[], before: number, kinds: Uint8Array) {
  for (const unit of UNITS) {
    if (states.some((state) => dfa.valueAfter(state, unit) !== DEAD)) {
      kinds[unit] = (kinds[unit] as number) | before;
    }
  }
}
