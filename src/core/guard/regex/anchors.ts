import type { Node } from "./ast.ts";
import { type CharSet, sizeOf, toSet, unitsOf } from "./charSet.ts";
import { childrenOf, type Length, lengthOf, sumOf } from "./measure.ts";

/** Texts (in small letters) of which every match contains one, and what may stand before it. */
export type Anchors = {
  readonly literals: readonly string[];
  /** Units of the match before the literal. */
  readonly before: Length;
  /** What these units, and the literal's own, may be. */
  readonly lead: CharSet;
  /** Groups that may begin before the literal's end. */
  readonly opens: readonly number[];
  /** True where the pattern asks for a word's beginning right before the literal. */
  readonly afterBreak: boolean;
  /** Hits to expect per unit of ordinary prose. */
  readonly rate: number;
};

const MOST_LITERALS = 600;
const MOST_SET = 120;
const LONGEST = 24;
/** Anchors more frequent than this are none: every other place of a text would be tried. */
const HIGHEST_RATE = 0.05;

/** Rough frequencies of characters in prose and code, by unit; case does not count. */
const FREQUENCIES = Float64Array.from({ length: 128 }, (_, unit) =>
  frequencyOf(String.fromCharCode(unit)),
);
const RARE = 0.003;

function frequencyOf(char: string): number {
  if (char === " ") return 0.15;
  if (/[eE]/.test(char)) return 0.1;
  if (/[taoTAO]/.test(char)) return 0.065;
  if (/[inshrdluINSHRDLU]/.test(char)) return 0.05;
  if (/[jqxzJQXZ]/.test(char)) return 0.002;
  if (/[a-zA-Z\n]/.test(char)) return 0.02;
  if (/\d/.test(char)) return 0.015;
  if (/[.,\-:/]/.test(char)) return 0.008;
  return char === "@" ? 0.0005 : 0.003;
}

function rateOfOne(literal: string): number {
  let rate = 1;
  for (let i = 0; i < literal.length; i += 1) rate *= FREQUENCIES[literal.charCodeAt(i)] ?? RARE;
  return rate;
}

const rateOf = (literals: readonly string[]): number =>
  literals.reduce((sum, literal) => sum + rateOfOne(literal), 0);

function product(heads: readonly string[], tails: readonly string[]): string[] | undefined {
  if (heads.length * tails.length > MOST_LITERALS * 2) return undefined;
  const all = new Set(heads.flatMap((head) => tails.map((tail) => head + tail)));
  return all.size > MOST_LITERALS ? undefined : [...all];
}

/** Every text a node can match, in small letters, when they are few. */
function textsOf(node: Node): string[] | undefined {
  switch (node.kind) {
    case "empty":
    case "place":
      return [""];
    case "set":
      return sizeOf(node.set) > MOST_SET
        ? undefined
        : [...new Set([...unitsOf(node.set)].map((u) => String.fromCharCode(u).toLowerCase()))];
    case "group":
      return textsOf(node.item);
    case "concat":
      return node.items.reduce<string[] | undefined>(
        (sum, item) => sum && joinTexts(sum, textsOf(item)),
        [""],
      );
    case "alt": {
      const all = node.items.map(textsOf);
      if (all.some((texts) => !texts)) return undefined;
      const union = [...new Set(all.flatMap((texts) => texts ?? []))];
      return union.length > MOST_LITERALS ? undefined : union;
    }
    case "repeat":
      return node.min === 0 && node.max === 1 ? optional(textsOf(node.item)) : undefined;
  }
}

const joinTexts = (heads: readonly string[], tails: readonly string[] | undefined) =>
  tails && product(heads, tails);
const optional = (texts: string[] | undefined) => texts && [...new Set(["", ...texts])];

/** A step of a pattern, and the groups that begin with it or inside it. */
type Item = { readonly node: Node; readonly opens: readonly number[] };

const groupsIn = (node: Node): number[] => [
  ...(node.kind === "group" ? [node.index] : []),
  ...childrenOf(node).flatMap(groupsIn),
];

/** The node as a sequence: groups opened, repeats written out as far as they must occur. */
function sequenceOf(node: Node): Item[] {
  if (node.kind === "concat") return node.items.flatMap(sequenceOf);
  if (node.kind === "group") {
    const [first, ...rest] = sequenceOf(node.item);
    return first ? [{ ...first, opens: [node.index, ...first.opens] }, ...rest] : [];
  }
  if (node.kind !== "repeat" || node.min === 0) return [{ node, opens: groupsIn(node) }];
  const copies = Math.min(node.min, 8);
  const once = sequenceOf(node.item);
  const rest: Node = { ...node, min: node.min - copies, max: node.max - copies };
  const repeated = Array.from({ length: copies }, () => once).flat();
  return rest.max > 0 ? [...repeated, { node: rest, opens: groupsIn(rest) }] : repeated;
}

const setsIn = (node: Node): CharSet[] =>
  node.kind === "set" ? [node.set] : childrenOf(node).flatMap(setsIn);

type Passed = {
  readonly before: Length;
  /** Items passed; what they may be is only worked out for the anchors chosen. */
  readonly items: readonly Item[];
  readonly opens: readonly number[];
};

/** Anchors under consideration. */
type Draft = Omit<Anchors, "lead"> & { readonly items: readonly Item[] };

const NOTHING_PASSED: Passed = { before: { min: 0, max: 0 }, items: [], opens: [] };

/** No more than so many places before a literal are tried, whatever the pattern allows. */
const LONGEST_LEAD = 128;
const clamped = ({ min, max }: Length): Length => ({
  min: Math.min(min, LONGEST_LEAD),
  max: Math.min(max, LONGEST_LEAD),
});

const passing = ({ before, items, opens }: Passed, item: Item): Passed => ({
  before: clamped(sumOf(before, lengthOf(item.node))),
  items: [...items, item],
  opens: [...opens, ...item.opens],
});

/** The texts of the items from one on, as far as they are few and short. */
function* textsFrom(items: readonly Item[], passed: Passed, afterBreak: boolean): Generator<Draft> {
  let texts: string[] | undefined = [""];
  let through = passed;
  for (const item of items) {
    texts = joinTexts(texts, textsOf(item.node));
    if (!texts || texts.some(({ length }) => length > LONGEST)) return;
    through = passing(through, item);
    if (texts.some(({ length }) => length === 0)) continue;
    yield {
      literals: texts,
      before: passed.before,
      items: through.items,
      opens: through.opens,
      afterBreak: afterBreak && texts.every((text) => /^\w/.test(text)),
      rate: rateOf(texts),
    };
  }
}

function* stretchesIn(items: readonly Item[]): Generator<Draft> {
  let passed = NOTHING_PASSED;
  let afterBreak = false;
  for (const [i, item] of items.entries()) {
    yield* textsFrom(items.slice(i), passed, afterBreak);
    if (item.node.kind === "alt") yield* branchesOf(item, passed);
    passed = passing(passed, item);
    afterBreak = item.node.kind === "place" && item.node.place === "word";
  }
}

function* branchesOf(item: Item, passed: Passed): Generator<Draft> {
  if (item.node.kind !== "alt") return;
  const found = item.node.items.map(findAnchors);
  const literals = [...new Set(found.flatMap((anchors) => anchors?.literals ?? []))];
  if (found.some((anchors) => !anchors) || literals.length > MOST_LITERALS) return;
  const inside = found.flatMap((anchors) => (anchors ? [anchors.before] : []));
  const spread = {
    min: Math.min(...inside.map(({ min }) => min)),
    max: Math.max(...inside.map(({ max }) => max)),
  };
  const { items, opens } = passing(passed, item);
  yield {
    literals,
    before: sumOf(passed.before, spread),
    items,
    opens,
    afterBreak: false,
    rate: rateOf(literals),
  };
}

/** What a hit costs beyond being one: each place before it at which a match might begin is tried. */
const priceOf = ({ rate, before, literals }: Draft): number =>
  (rate + literals.length * 1e-6) * (2 + before.max - before.min);

/** The cheapest anchors of a pattern; undefined when it has none at a bounded distance from its start. */
export function findAnchors(node: Node): Anchors | undefined {
  let best: Draft | undefined;
  for (const draft of stretchesIn(sequenceOf(node))) {
    if (draft.rate > HIGHEST_RATE) continue;
    if (!best || priceOf(draft) < priceOf(best)) best = draft;
  }
  if (!best) return undefined;
  const { items, ...anchors } = best;
  return { ...anchors, lead: toSet(items.flatMap((item) => setsIn(item.node)).flat()) };
}
