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

/** How much of a view's end a group of rules may still take into matches whose keywords are to come. */
export class LeadHold {
  readonly #group: LeadGroup;
  readonly #attempts: Attempt[] = [];

  constructor(group: LeadGroup) {
    this.#group = group;
  }

  /** The first position that may be part of one. */
  from(view: View): number {
    const run = this.#runStart(view);
    if (view.end - run <= SHORT) return run;
    let first = view.end;
    this.#group.rules.forEach(({ rule, held }, i) => {
      this.#attempts[i] ??= freshAttempt();
      const least = Math.max(run, view.end - held.max);
      first = Math.min(first, exactly(this.#attempts[i], rule, held, view, least));
    });
    return first;
  }

  /** Where the characters that may stand before a keyword begin. */
  #runStart(view: View): number {
    const { has, max } = this.#group;
    const least = Math.max(view.end - max, view.base);
    let from = view.end;
    while (from > least && has(view.units[from - 1 - view.base] as number)) from -= 1;
    return from;
  }
}

/** The first place in the run from which the pattern is not refuted yet. Places before the attempt's own are. */
function exactly(attempt: Attempt, rule: PatternRule, held: Lead, view: View, run: number): number {
  const context = (rule.lead?.max ?? 0) - held.max;
  const { program, dfa } = rule.automaton();
  let start = Math.max(run - context, view.base, 0);
  if (attempt.start > start && attempt.generation === dfa.generation) start = attempt.start;
  for (; start < view.end; start += 1) {
    if (attempt.start !== start || attempt.generation !== dfa.generation) {
      dfa.begin(attempt, start, kindOfUnit(program, view.unitAt(start - 1)));
    }
    dfa.run(attempt, view.units, view.base, view.end);
    if (attempt.state !== DEAD) return Math.max(run, Math.min(attempt.clean, start + 1));
  }
  return view.end;
}
