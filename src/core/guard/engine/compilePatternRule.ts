import type { Checks } from "../check.ts";
import { foldCode, foldText } from "../normal/fold.ts";
import { LONGEST_SPAN, type PackRule, type PatternDetector } from "../pack.ts";
import { type Anchors, findAnchors } from "../regex/anchors.ts";
import { concat, type Node, type Pattern } from "../regex/ast.ts";
import { type CharSet, contains, toSet } from "../regex/charSet.ts";
import { PatternFault } from "../regex/cursor.ts";
import { Dfa } from "../regex/dfa.ts";
import { GroupFinder } from "../regex/groups.ts";
import { holds, lengthOf } from "../regex/measure.ts";
import { parsePattern } from "../regex/parse.ts";
import { compilePattern, OP, type Program } from "../regex/program.ts";
import { searchIn } from "../regex/search.ts";
import { type CompiledAllowance, type Lead, LINE, type PatternRule } from "./compiledRule.ts";
import { standingBehind } from "./standing.ts";
import { tailOf } from "./tail.ts";

/** From a keyword that is no part of the match, so many units on, the match may begin. */
const FORWARD = 256;
const MOST_FOLDED = 4_000;

/** The set with what its members beyond ASCII are folded to: only folded text is ever read. */
function foldSet(set: CharSet): CharSet {
  const out = [...set];
  let left = MOST_FOLDED;
  for (let i = 0; i < set.length; i += 2) {
    const [from = 0, to = 0] = set.slice(i, i + 2);
    for (let unit = Math.max(from, 128); unit <= to && left > 0; unit += 1, left -= 1) {
      const folded = foldCode(unit);
      if (folded.length === 1) out.push(folded.charCodeAt(0), folded.charCodeAt(0));
    }
  }
  return toSet(out);
}

const spansWide = (set: CharSet): boolean => (set.at(-1) ?? 0) > 127 && (set.at(-1) ?? 0) < 0xffff;

function foldNode(node: Node): Node {
  if (node.kind === "set")
    return spansWide(node.set) ? { kind: "set", set: foldSet(node.set) } : node;
  if (node.kind === "concat" || node.kind === "alt")
    return { kind: node.kind, items: node.items.map(foldNode) };
  if (node.kind === "repeat" || node.kind === "group")
    return { ...node, item: foldNode(node.item) };
  return node;
}

export function readPattern({ pattern, ignoreCase }: PatternDetector): Pattern {
  const { node, groups } = parsePattern(ignoreCase ? `(?i)${pattern}` : pattern);
  return { node: foldNode(node), groups };
}

const isContext = (node: Node): boolean =>
  lengthOf(node).min === 0 && !holds(node, ({ kind }) => kind === "group" || kind === "place");

/** Optional text before the keyword of a rule that only finds a group decides nothing: without it nothing stands before. */
function withoutContext(node: Node, groups: readonly number[]): Node {
  if (groups.length === 0 || node.kind !== "concat") return node;
  const items = node.items.flatMap((item) => (item.kind === "concat" ? item.items : [item]));
  const first = items.findIndex((item) => !isContext(item));
  return first > 0 ? concat(items.slice(first)) : node;
}

const groupsOf = ({ group }: PatternDetector, count: number): number[] =>
  group === undefined ? Array.from({ length: count }, (_, i) => i + 1) : group === 0 ? [] : [group];

function reachable(program: Program, from: readonly number[]): Uint8Array {
  const seen = new Uint8Array(program.op.length);
  const stack = [...from];
  for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
    if (seen[pc] === 1) continue;
    seen[pc] = 1;
    const op = program.op[pc];
    if (op === OP.split) stack.push(program.x[pc] ?? 0, program.y[pc] ?? 0);
    else if (op === OP.jump) stack.push(program.x[pc] ?? 0);
    else if (op !== OP.match) stack.push(pc + 1);
  }
  return seen;
}

/** True where every match has one of the groups in it, and something in the group. */
function alwaysHas(node: Node, groups: readonly number[]): boolean {
  if (node.kind === "alt") return node.items.every((item) => alwaysHas(item, groups));
  if (node.kind === "concat") return node.items.some((item) => alwaysHas(item, groups));
  if (node.kind === "repeat") return node.min > 0 && alwaysHas(node.item, groups);
  if (node.kind !== "group") return false;
  return (
    (groups.includes(node.index) && lengthOf(node.item).min > 0) || alwaysHas(node.item, groups)
  );
}

/** The instructions in or behind one of the groups (1), and those behind them (3); without groups, all of them are in. */
function marksOf(program: Program, groups: readonly number[]): Uint8Array {
  if (groups.length === 0) return new Uint8Array(program.op.length).fill(1);
  const saves = (end: number) =>
    [...program.op.keys()].filter(
      (pc) =>
        program.op[pc] === OP.save && groups.some((group) => program.x[pc] === group * 2 + end),
    );
  const from = (end: number) =>
    reachable(
      program,
      saves(end).map((pc) => pc + 1),
    );
  const behind = from(1);
  return from(0).map((isInteresting, pc) => (behind[pc] === 1 ? 3 : isInteresting));
}

/** How often some of the groups are entered, at most, in any match. */
function entriesIn(node: Node, groups: readonly number[]): number {
  if (node.kind === "alt") return Math.max(...node.items.map((item) => entriesIn(item, groups)));
  if (node.kind === "concat")
    return node.items.reduce((sum, item) => sum + entriesIn(item, groups), 0);
  if (node.kind === "repeat") return entriesIn(node.item, groups) * (node.max > 1 ? 2 : 1);
  if (node.kind !== "group") return 0;
  return entriesIn(node.item, groups) + Number(groups.includes(node.index));
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function compileAllowances(detector: PatternDetector): CompiledAllowance[] {
  return (detector.allow ?? []).map((allowance) => ({
    target: allowance.target,
    patterns: allowance.patterns.map(searchIn),
    stopwords: allowance.stopwords.map((word) => word.toLowerCase()),
    needsAll: allowance.needs === "all",
    isNegated: allowance.isNegated ?? false,
  }));
}

const sightBehind = ({ after, allow = [] }: PatternDetector): number =>
  allow.some(({ target }) => target === "line") ? LINE : (after ?? 0);

function placesOf(anchors: Anchors | undefined, detector: PatternDetector) {
  if (anchors && !detector.anchors) {
    const { literals, before, afterBreak } = anchors;
    return {
      keywords: literals,
      first: -before.max,
      last: -before.min,
      isForward: false,
      afterBreak: afterBreak && before.max === 0,
    };
  }
  const keywords = (detector.anchors ?? []).map((text) => foldText(text).toLowerCase());
  return { keywords, first: 0, last: FORWARD, isForward: true, afterBreak: false };
}

/** Keywords are found in any case. */
function leadOf(passed: readonly number[], keywords: readonly string[], max: number): Lead {
  const letters = keywords.flatMap((text) =>
    (text + text.toUpperCase())
      .split("")
      .flatMap((char) => [char.charCodeAt(0), char.charCodeAt(0)]),
  );
  const set = toSet([...passed, ...letters]);
  const ascii = Uint8Array.from({ length: 128 }, (_, unit) => Number(contains(set, unit)));
  const has = (unit: number) => (unit < 128 ? ascii[unit] === 1 : contains(set, unit));
  return { set, max, has, ascii };
}

/** Throws `PatternFault` where the pattern cannot be read or has nothing to be found by. */
export function compilePatternRule(
  rule: PackRule,
  detector: PatternDetector,
  checks: Checks,
): PatternRule {
  const pattern = readPattern(detector);
  const groups = groupsOf(detector, pattern.groups);
  const certain = alwaysHas(pattern.node, groups) ? groups : [];
  const node = withoutContext(pattern.node, certain);
  const anchors = detector.anchors ? undefined : findAnchors(node, certain);
  const places = placesOf(anchors, detector);
  if (places.keywords.length === 0) {
    throw new PatternFault(
      "no literal in it that every match must contain, and no anchors given",
      0,
    );
  }
  const longest = Math.max(...places.keywords.map(({ length }) => length));
  const program = lazily(() => compilePattern({ node, groups: pattern.groups }));
  const tail = tailOf(program, places);
  const leadFrom = (set: readonly number[], max: number, keywords: readonly string[]) =>
    max > 0 ? leadOf(set, keywords, max + longest + tail.length) : undefined;
  return {
    kind: "pattern",
    rule,
    detector,
    ...places,
    span: Math.min(lengthOf(node).max, LONGEST_SPAN),
    behind: sightBehind(detector),
    entropy: detector.entropy,
    near: detector.near,
    after: detector.after ?? 0,
    groups,
    isPlainGroup: certain.length > 0 && entriesIn(node, certain) === 1,
    startsAfterKeyword: places.isForward || anchors?.held === undefined,
    lead: anchors && leadFrom(anchors.lead, anchors.before.max, []),
    held:
      anchors?.held &&
      leadFrom([...anchors.held.set, ...tail.flat()], anchors.held.max, places.keywords),
    tail,
    standing: lazily(() => standingBehind(program(), places)),
    automaton: lazily(() => ({
      program: program(),
      dfa: new Dfa(program(), marksOf(program(), certain)),
      groups: lazily(() => new GroupFinder(program())),
    })),
    check: detector.check === undefined ? undefined : checks[detector.check],
    allow: compileAllowances(detector),
  };
}
