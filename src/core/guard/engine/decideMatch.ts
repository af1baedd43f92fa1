import { kindOfUnit } from "../regex/capture.ts";
import { SeenCandidate } from "./candidate.ts";
import { type CompiledAllowance, LINE, type PatternRule } from "./compiledRule.ts";
import { entropyOf } from "./entropy.ts";
import type { Sight } from "./patternRun.ts";
import type { View } from "./view.ts";

/** What the last call of `findPart` learnt: where what is found begins and ends. */
let from = 0;
let to = 0;

/** Bounds of what is found in a match: the first group that took part and is not empty, else the whole match. */
function findPart(rule: PatternRule, view: View, start: number, end: number): void {
  from = start;
  to = end;
  if (rule.groups.length === 0) return;
  const automaton = rule.automaton();
  if (rule.isPlainGroup) {
    const { units, base } = view;
    const { dfa } = automaton;
    const prev = kindOfUnit(view.unitAt(start - 1));
    const begun = dfa.partOf(units, start - base, end - base, prev);
    if (begun >= 0) {
      from = begun + base;
      to = dfa.partEnd + base;
      return;
    }
  }
  const slots = automaton.groups().find(view, start, end);
  for (const group of rule.groups) {
    const begun = slots[group * 2] ?? -1;
    const ended = slots[group * 2 + 1] ?? -1;
    if (begun >= 0 && ended > begun) {
      from = begun;
      to = ended;
      return;
    }
  }
}

/** Whether a match is one: what is found in it is added to the sights. False where the text goes on as if there had been none. */
export function decideMatch(
  rule: PatternRule,
  view: View,
  sights: Sight[],
  start: number,
  end: number,
): boolean {
  const { near, entropy, check, allow } = rule;
  if (near && !isNear(near.words, view.text(Math.max(0, start - near.within), start))) return false;
  findPart(rule, view, start, end);
  if (entropy !== undefined && entropyOf(view.text(from, to)) <= entropy) return true;
  let first = from;
  let last = to;
  if (check) {
    const part = check(new SeenCandidate(view, start, end, from, to, rule.after));
    if (part === false) return false;
    if (part !== true) {
      last = first + part.end;
      first += part.start;
    }
  }
  if (allow.length > 0 && isAllowed(allow, view, start, end)) return true;
  sights.push({ rule, start: first, end: last, matchStart: start, matchEnd: end });
  return true;
}

function isAllowed(
  allow: readonly CompiledAllowance[],
  view: View,
  start: number,
  end: number,
): boolean {
  const found = view.text(from, to);
  return allow.some((allowance) => lets(allowance, view, found, start, end));
}

function isNear(words: readonly string[], before: string): boolean {
  const small = before.toLowerCase();
  return words.some((word) => small.includes(word));
}

function lineAround(view: View, start: number, end: number): string {
  const before = view.text(start - LINE, start);
  const behind = view.text(end, end + LINE);
  const stop = behind.indexOf("\n");
  return (
    before.slice(before.lastIndexOf("\n") + 1) +
    view.text(start, end) +
    (stop === -1 ? behind : behind.slice(0, stop))
  );
}

function lets(
  allowance: CompiledAllowance,
  view: View,
  found: string,
  start: number,
  end: number,
): boolean {
  const text =
    allowance.target === "found"
      ? found
      : allowance.target === "match"
        ? view.text(start, end)
        : lineAround(view, start, end);
  return appliesTo(allowance, text, found.toLowerCase()) !== allowance.isNegated;
}

function appliesTo(
  { patterns, stopwords, needsAll }: CompiledAllowance,
  text: string,
  small: string,
): boolean {
  const byPattern = patterns.some((occursIn) => occursIn(text));
  const byWord = stopwords.some((word) => small.includes(word));
  if (!needsAll) return byPattern || byWord;
  return (patterns.length === 0 || byPattern) && (stopwords.length === 0 || byWord);
}
