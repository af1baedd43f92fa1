import { kindOfUnit } from "../regex/capture.ts";
import { type Attempt, DEAD, type Dfa, freshAttempt } from "../regex/dfa.ts";
import type { CompiledRule, Lead, PatternRule } from "./compiledRule.ts";
import { decideMatch } from "./decideMatch.ts";
import type { View } from "./view.ts";

/** Something found in a view. `start` and `end` bound what is found, the match may be wider. */
export type Sight = {
  readonly rule: CompiledRule;
  readonly start: number;
  readonly end: number;
  readonly matchStart: number;
  readonly matchEnd: number;
  /** The text kept the rule so busy that it was given up: nothing behind `start` was read for it. */
  readonly isTooDense?: boolean;
  /** The registered passage it is a near copy of. */
  readonly passage?: string;
};

/** One rule's way through one view: hits in order, each with the places where a match may begin. */
export type PatternRun = {
  readonly rule: PatternRule;
  readonly dfa: Dfa;
  /** Pairs: the position the places count from, and the keyword's end. */
  readonly hits: number[];
  readonly attempt: Attempt;
  /** The place to try next, within the first hit. */
  next: number;
  /** A place where a match is known to begin, and where it ends. */
  knownAt: number;
  knownEnd: number;
  /** Places from here to there are tried already. */
  triedFrom: number;
  triedTo: number;
  /** End of the last match. */
  lastEnd: number;
  /** Units read by attempts so far, against the quadratic patience some texts would ask for. */
  work: number;
  hold: number;
  /** True while more text is needed to go on. */
  isWaiting: boolean;
};

export const freshRun = (rule: PatternRule): PatternRun => ({
  rule,
  dfa: rule.automaton().dfa,
  hits: [],
  attempt: freshAttempt(),
  next: 0,
  knownAt: -1,
  knownEnd: -1,
  triedFrom: 0,
  triedTo: 0,
  lastEnd: 0,
  work: 0,
  hold: 0,
  isWaiting: false,
});

const WORK_AT_START = 1 << 20;
const WORK_PER_UNIT = 64;
/** Attempts that read no more than this do not count as work: no text makes many of them at one place. */
const SHORT = 256;
/** Units read for a hit before it is worked through with care. */
const GLANCE = 128;

/** What an attempt that read so many units adds to the work. */
const workOf = (units: number): number => (units > SHORT ? units : 0);

/** What the last call of `firstPlace` learnt: where the match ends that begins at the place it gave; -1: not known. */
let glanced = -1;

/**
 * The first place at which a match may begin that is not refuted by few units, and within few units altogether; beyond
 * `last` where all are. Most hits end here, before anything is kept of them.
 */
export function firstPlace(rule: PatternRule, dfa: Dfa, view: View, first: number, last: number) {
  const { units, base, end } = view;
  let left = GLANCE;
  const firsts = dfa.firstUnits();
  let place = rule.lead ? leadStart(rule.lead, view, first, last) : first;
  glanced = -1;
  for (; place <= last; place += 1) {
    const at = place - base;
    if (place >= end || at < 0 || left <= 0) return place;
    if (firsts[units[at] as number] === 0) continue;
    const prev = kindOfUnit(at === 0 ? -1 : (units[at - 1] as number));
    const match = dfa.find(units, at, Math.min(end - base, at + left), prev);
    if (dfa.restState !== DEAD) return place;
    if (match >= 0) {
      glanced = match + base;
      return place;
    }
    left -= dfa.restAt - at;
  }
  return place;
}

/** The first of a hit's places that was not gone through for an earlier one. */
export function firstUntried(run: PatternRun | undefined, first: number): number {
  if (!run) return first;
  const place = Math.max(first, run.lastEnd);
  return place >= run.triedFrom && place < run.triedTo ? run.triedTo : place;
}

/** Takes up a hit from the place on that `firstPlace` just gave. */
export function takeHitAt(
  run: PatternRun,
  view: View,
  sights: Sight[],
  origin: number,
  end: number,
  place: number,
): boolean {
  run.next = place;
  run.knownAt = glanced < 0 ? -1 : place;
  run.knownEnd = glanced;
  return takeHit(run, view, sights, origin, end);
}

/** Takes up a hit: at once when none waits before it. False when something waits for more text. */
export function takeHit(run: PatternRun, view: View, sights: Sight[], origin: number, end: number) {
  if (run.hits.length === 0 && tryHit(run, view, sights, origin)) return true;
  run.hits.push(origin, end);
  run.hold = holdOf(run, view);
  return false;
}

/** Works through the hits that wait. False when the next one cannot be decided before more text is there. */
export function retryHits(run: PatternRun, view: View, sights: Sight[]): boolean {
  const { hits } = run;
  let done = 0;
  while (done < hits.length && tryHit(run, view, sights, hits[done] ?? 0)) done += 2;
  hits.splice(0, done);
  if (hits.length === 0) return true;
  run.hold = holdOf(run, view);
  return false;
}

function tryHit(run: PatternRun, view: View, sights: Sight[], origin: number): boolean {
  const first = Math.max(origin + run.rule.first, 0);
  const last = origin + run.rule.last;
  if (!tryPlaces(run, view, sights, first, last)) return false;
  markTried(run, first, last);
  run.next = 0;
  return true;
}

export function markTried(run: PatternRun, first: number, last: number): void {
  run.triedFrom = first;
  run.triedTo = last + 1;
}

/** What is found by this rule begins here or later. */
function holdOf({ rule, hits, attempt, next }: PatternRun, view: View): number {
  const isTrying = attempt.start === next;
  let hold = isTrying ? attempt.clean : view.end;
  if (isTrying && next < (hits[0] ?? 0) + rule.last) {
    hold = Math.min(hold, rule.startsAfterKeyword && !rule.isForward ? (hits[1] ?? 0) : next + 1);
  }
  for (let i = 2; i < hits.length; i += 2) {
    const place = (hits[i] ?? 0) + rule.first;
    hold = Math.min(hold, rule.startsAfterKeyword ? (hits[i + 1] ?? 0) : place);
  }
  return Math.min(Math.max(hold, 0), view.end);
}

/** Everything between a match's beginning and its keyword is of the lead: what lies before a stranger is no beginning. */
function leadStart({ ascii, has }: Lead, view: View, first: number, last: number): number {
  const { units, base } = view;
  const least = Math.max(first, base);
  let place = Math.max(first, Math.min(last, view.end));
  for (; place > least; place -= 1) {
    const unit = units[place - 1 - base] as number;
    if (unit < 128 ? ascii[unit] === 0 : !has(unit)) return place;
  }
  return place;
}

function tryPlaces(run: PatternRun, view: View, sights: Sight[], first: number, last: number) {
  let place = Math.max(first, run.lastEnd, run.next);
  if (run.rule.lead && place === first) place = leadStart(run.rule.lead, view, first, last);
  while (place <= last) {
    if (place >= run.triedFrom && place < run.triedTo) {
      place = run.triedTo;
      continue;
    }
    if (run.lastEnd === Number.POSITIVE_INFINITY) return true;
    if (place !== run.knownAt && !mayBegin(run, view, place)) {
      place += 1;
      continue;
    }
    run.next = place;
    if (!tryPlace(run, view, sights, place)) return false;
    place = Math.max(place + 1, run.lastEnd);
  }
  return true;
}

/** False where already the first unit is none with which a match may begin: the most common case. */
function mayBegin({ dfa }: PatternRun, view: View, place: number): boolean {
  if (place >= view.end) return true;
  const prev = kindOfUnit(view.unitAt(place - 1));
  return dfa.valueAfter(dfa.startAfter(prev), view.units[place - view.base] as number) !== DEAD;
}

/** False: more text is needed. */
function tryPlace(run: PatternRun, view: View, sights: Sight[], start: number): boolean {
  if (start >= view.end) return view.isClosed;
  if (run.attempt.start === start || !tryAtOnce(run, view, sights, start)) {
    if (!tryOn(run, view, sights, start)) return false;
  }
  if (run.work > WORK_AT_START + start * WORK_PER_UNIT) giveUp(run, sights, start);
  return true;
}

/** Decides a place without keeping how far it came, which most places need not; false where that takes more text. */
function tryAtOnce(run: PatternRun, view: View, sights: Sight[], start: number): boolean {
  const { rule } = run;
  const { end, isClosed } = view;
  let match = run.knownEnd;
  if (run.knownAt === start) run.knownAt = -1;
  else {
    match = findAt(run, view, start);
    if (match === UNDECIDED) return false;
  }
  if (match >= 0 && !isClosed && match + rule.behind > end) return false;
  if (match > start && decideMatch(run.rule, view, sights, start, match)) run.lastEnd = match;
  return true;
}

/** More text is needed. */
const UNDECIDED = -2;

/** Where the match ends that begins at a place; -1: there is none. */
function findAt(run: PatternRun, view: View, start: number): number {
  const { rule, dfa } = run;
  const { base, end, isClosed } = view;
  const prev = kindOfUnit(view.unitAt(start - 1));
  let match = dfa.find(view.units, start - base, Math.min(end, start + rule.span) - base, prev);
  const at = dfa.restAt + base;
  if (dfa.restState !== DEAD) {
    if (at === end && !isClosed) return UNDECIDED;
    match = dfa.findBefore(view.unitAt(at), match);
  }
  const found = match >= 0 ? match + base : -1;
  if (found < 0 || isClosed || found + rule.behind <= end) run.work += workOf(at - start);
  return found;
}

/** The same, step by step as the text comes; false where it has to come further. */
function tryOn(run: PatternRun, view: View, sights: Sight[], start: number): boolean {
  const { rule, dfa, attempt } = run;
  if (attempt.start !== start || attempt.generation !== dfa.generation) {
    dfa.begin(attempt, start, kindOfUnit(view.unitAt(start - 1)));
  }
  dfa.run(attempt, view.units, view.base, Math.min(view.end, start + rule.span));
  let { match } = attempt;
  if (attempt.state !== DEAD) {
    if (attempt.at === view.end && !view.isClosed) return false;
    match = dfa.peek(attempt, view.unitAt(attempt.at));
  }
  if (match >= 0 && !view.isClosed && match + rule.behind > view.end) return false;
  run.work += workOf(attempt.at - start);
  attempt.start = -1;
  if (match > start && decideMatch(run.rule, view, sights, start, match)) run.lastEnd = match;
  return true;
}

function giveUp(run: PatternRun, sights: Sight[], start: number): void {
  run.lastEnd = Number.POSITIVE_INFINITY;
  sights.push({
    rule: run.rule,
    start,
    end: start + 1,
    matchStart: start,
    matchEnd: start + 1,
    isTooDense: true,
  });
}
