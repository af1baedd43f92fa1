import { kindOfUnit } from "../regex/capture.ts";
import { type Attempt, DEAD, freshAttempt } from "../regex/dfa.ts";
import type { Lead, PatternRule } from "./compiledRule.ts";
import type { View } from "./view.ts";

/** Rules of which something may begin before their keyword, by what may stand there. */
export type LeadGroup = {
  readonly has: (unit: number) => boolean;
  readonly max: number;
  readonly rules: readonly { readonly rule: PatternRule; readonly held: Lead }[];
};

export function groupLeads(rules: readonly PatternRule[]): LeadGroup[] {
  const groups = new Map<string, LeadGroup>();
  for (const rule of rules) {
    const { held } = rule;
    if (!held) continue;
    const key = held.set.join();
    const known = groups.get(key);
    groups.set(key, {
      has: held.has,
      max: Math.max(held.max, known?.max ?? 0),
      rules: [...(known?.rules ?? []), { rule, held }],
    });
  }
  return [...groups.values()];
}

/** A run of characters no longer than this is simply held: a word is over soon. */
const SHORT = 12;

/** Sets of groups, as bits, that have a unit: one number for each 32 groups, for each unit below 128. */
type Members = {
  readonly groups: readonly LeadGroup[];
  readonly strangers: Uint32Array;
  readonly all: number;
};

function membersOf(groups: readonly LeadGroup[]): Members[] {
  const out: Members[] = [];
  for (let from = 0; from < groups.length; from += 32) {
    const some = groups.slice(from, from + 32);
    const strangers = Uint32Array.from({ length: 128 }, (_, unit) => strangersTo(some, unit));
    out.push({ groups: some, strangers, all: some.length === 32 ? -1 : (1 << some.length) - 1 });
  }
  return out;
}

const strangersTo = (groups: readonly LeadGroup[], unit: number): number =>
  groups.reduce((bits, { has }, i) => (has(unit) ? bits : bits | (1 << i)), 0) >>> 0;

const strangersOf = ({ groups, strangers }: Members, unit: number): number =>
  unit < 128 ? (strangers[unit] as number) : strangersTo(groups, unit);

const members = new WeakMap<readonly LeadGroup[], Members[]>();

/** How much of a view's end may still be taken into matches whose keywords are to come. */
export class LeadHold {
  readonly #members: readonly Members[];
  readonly #attempts: Attempt[][];
  /** Where the run of each group's characters that the view ends with begins, and how far that is known. */
  readonly #runs: Float64Array;
  #known = 0;
  readonly #longest: number;

  constructor(groups: readonly LeadGroup[]) {
    const made = members.get(groups) ?? membersOf(groups);
    members.set(groups, made);
    this.#members = made;
    this.#attempts = groups.map(() => []);
    this.#runs = new Float64Array(groups.length);
    this.#longest = Math.max(0, ...groups.map(({ max }) => max));
  }

  /** The first position that may be part of one, if it is before one that is held already. */
  from(view: View, held: number): number {
    const { end } = view;
    const from = Math.max(this.#known, view.base, end - this.#longest);
    this.#known = end;
    let first = held;
    for (let i = 0; i < this.#members.length; i += 1) {
      const some = this.#members[i] as Members;
      this.#follow(some, i * 32, view, from);
      first = this.#firstOf(some, i * 32, view, first);
    }
    return first;
  }

  #follow(some: Members, offset: number, view: View, from: number): void {
    const { units, base, end } = view;
    const runs = this.#runs;
    let known = 0;
    for (let at = end - 1; at >= from && known !== -1; at -= 1) {
      const strange = strangersOf(some, units[at - base] as number);
      let bits = strange & ~known;
      known |= strange;
      while (bits !== 0) {
        runs[offset + 31 - Math.clz32(bits & -bits)] = at + 1;
        bits &= bits - 1;
      }
    }
  }

  /** The first position of all groups that is before one known already. */
  #firstOf(some: Members, offset: number, view: View, known: number): number {
    if (view.end === view.base) return known;
    const { groups } = some;
    const runs = this.#runs;
    let first = known;
    // Where the last unit is a stranger to a group, it has no run.
    let bits = ~strangersOf(some, view.units[view.end - 1 - view.base] as number) & some.all;
    while (bits !== 0) {
      const i = 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      const begun = runs[offset + i] as number;
      if (begun >= first) continue;
      const group = groups[i] as LeadGroup;
      const run = Math.max(begun, view.end - group.max, view.base);
      if (run >= first) continue;
      const isShort = view.end - run <= SHORT;
      first = isShort ? run : this.#exactly(group, offset + i, view, run, first);
    }
    return first;
  }

  #exactly({ rules }: LeadGroup, number: number, view: View, run: number, known: number): number {
    const attempts = this.#attempts[number] as Attempt[];
    let first = known;
    for (let i = 0; i < rules.length; i += 1) {
      const { rule, held } = rules[i] as LeadGroup["rules"][number];
      attempts[i] ??= freshAttempt();
      const least = Math.max(run, view.end - held.max);
      first = Math.min(first, exactly(attempts[i] as Attempt, rule, held, view, least, first));
    }
    return first;
  }
}

/** The first place in the run, before a known one, from which the pattern is not refuted yet. Places before the attempt's own are. */
function exactly(
  attempt: Attempt,
  rule: PatternRule,
  held: Lead,
  view: View,
  run: number,
  known: number,
): number {
  const context = (rule.lead?.max ?? 0) - held.max;
  const { dfa } = rule.automaton();
  let start = Math.max(run - context, view.base, 0);
  if (attempt.start > start && attempt.generation === dfa.generation) start = attempt.start;
  const begins = dfa.beginnings();
  for (; start < known; start += 1) {
    const isKnown = attempt.start === start && attempt.generation === dfa.generation;
    if (!isKnown) {
      start = firstBeginning(begins, view, start, known);
      if (start === known) break;
      dfa.begin(attempt, start, kindOfUnit(view.unitAt(start - 1)));
    }
    dfa.run(attempt, view.units, view.base, view.end);
    if (attempt.state !== DEAD) return Math.max(run, Math.min(attempt.clean, start + 1));
  }
  if (known > attempt.start && start === known) dfa.refute(attempt, known - 1);
  return known;
}

/** The first place from one on at which anything may begin; `to` where there is none before it. */
function firstBeginning(begins: Uint8Array, { units, base }: View, from: number, to: number) {
  let kind = kindOfUnit(from === base ? -1 : (units[from - 1 - base] as number));
  for (let at = from; at < to; at += 1) {
    const unit = units[at - base] as number;
    if (unit > 127 || begins[(kind << 7) + unit] === 1) return at;
    kind = kindOfUnit(unit);
  }
  return to;
}
