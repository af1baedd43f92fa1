import type { Node } from "./ast.ts";
import { type CharSet, toSet } from "./charSet.ts";
import { joinTexts, MOST_LITERALS, rateOf, textsOf } from "./literalTexts.ts";
import { childrenOf, type Length, lengthOf, sumOf } from "./measure.ts";

/** Texts (in small letters) of which every match contains one, and what may stand before it. */
export type Anchors = {
  readonly literals: readonly string[];
  /** Units of the match before the literal. */
  readonly before: Length;
  /** What these units, and the literal's own, may be. */
  readonly lead: CharSet;
  /** The same of the part that is wanted; undefined where that never begins before the literal's end. */
  readonly held: { readonly set: CharSet; readonly max: number } | undefined;
  /** True where the pattern asks for a word's beginning right before the literal. */
  readonly afterBreak: boolean;
  /** Hits to expect per unit of ordinary prose. */
  readonly rate: number;
};

const LONGEST = 24;
/** Anchors more frequent than this are none: every other place of a text would be tried. */
const HIGHEST_RATE = 0.05;

/** A step of a pattern, the groups that begin with it, and those inside it. */
type Item = {
  readonly node: Node;
  readonly opens: readonly number[];
  readonly inside: readonly number[];
};

const groupsIn = (node: Node): number[] => [
  ...(node.kind === "group" ? [node.index] : []),
  ...childrenOf(node).flatMap(groupsIn),
];

const itemOf = (node: Node): Item => ({ node, opens: [], inside: groupsIn(node) });

/** The node as a sequence: groups opened, repeats written out as far as they must occur. */
function sequenceOf(node: Node): Item[] {
  if (node.kind === "concat") return node.items.flatMap(sequenceOf);
  if (node.kind === "group") {
    const [first, ...rest] = sequenceOf(node.item);
    return first ? [{ ...first, opens: [node.index, ...first.opens] }, ...rest] : [];
  }
  if (node.kind !== "repeat" || node.min === 0) return [itemOf(node)];
  const copies = Math.min(node.min, 8);
  const once = sequenceOf(node.item);
  const rest: Node = { ...node, min: node.min - copies, max: node.max - copies };
  const repeated = Array.from({ length: copies }, () => once).flat();
  return rest.max > 0 ? [...repeated, itemOf(rest)] : repeated;
}

const setsIn = (node: Node): CharSet[] =>
  node.kind === "set" ? [node.set] : childrenOf(node).flatMap(setsIn);

const setOf = (nodes: readonly Node[]): CharSet => toSet(nodes.flatMap(setsIn).flat());

/** What lies before a place in the sequence; what it may consist of is only worked out for the anchors chosen. */
type Passed = {
  readonly before: Length;
  readonly nodes: readonly Node[];
  /** True from where a group that is wanted may have begun, the nodes since, and their longest length. */
  readonly isOpen: boolean;
  readonly openNodes: readonly Node[];
  readonly openMax: number;
  readonly isCut: boolean;
};

/** Anchors under consideration. */
type Draft = Omit<Anchors, "lead" | "held"> &
  Pick<Passed, "nodes" | "isOpen" | "openNodes" | "openMax" | "isCut">;

const beginning = (isOpen: boolean): Passed => ({
  before: { min: 0, max: 0 },
  nodes: [],
  isOpen,
  openNodes: [],
  openMax: 0,
  isCut: false,
});

/** No more than so many places before a literal are tried, whatever the pattern allows. */
const LONGEST_LEAD = 128;
const cut = (length: number): number => Math.min(length, LONGEST_LEAD);

function passing(passed: Passed, item: Item, wanted: readonly number[]): Passed {
  const length = lengthOf(item.node);
  const { min, max } = sumOf(passed.before, length);
  const isOpen =
    passed.isOpen || wanted.some((g) => item.opens.includes(g) || item.inside.includes(g));
  return {
    before: { min: cut(min), max: cut(max) },
    nodes: [...passed.nodes, item.node],
    isOpen,
    openNodes: isOpen ? [...passed.openNodes, item.node] : [],
    openMax: isOpen ? cut(passed.openMax + length.max) : 0,
    isCut: passed.isCut || max > LONGEST_LEAD,
  };
}

/** What is looked for, and what the best anchors found so far cost. */
type Search = { readonly wanted: readonly number[]; price: number };

const beginsWord = (text: string): boolean => /^\w/.test(text);

/** The texts of the items from one on, as far as they are few and short, and may still cost less than the best. */
function* textsFrom(
  items: readonly Item[],
  passed: Passed,
  search: Search,
  afterBreak: boolean,
): Generator<Draft> {
  const { wanted } = search;
  let texts: readonly string[] | undefined = [""];
  let through = passed;
  for (const item of items) {
    const tails = textsOf(item.node);
    // Texts only become more.
    const least = Math.max(texts.length, tails?.length ?? 0);
    if (!tails || leastPriceOf(passed, least) >= search.price) return;
    texts = joinTexts(texts, tails);
    if (!texts || texts.some(({ length }) => length > LONGEST)) return;
    through = passing(through, item, wanted);
    if (texts.some(({ length }) => length === 0)) continue;
    yield {
      ...through,
      literals: texts,
      before: passed.before,
      openMax: passed.openMax,
      isCut: passed.isCut,
      afterBreak: afterBreak && texts.every(beginsWord),
      rate: rateOf(texts),
    };
  }
}

function* draftsIn(items: readonly Item[], search: Search, isOpen: boolean): Generator<Draft> {
  const { wanted } = search;
  let passed = beginning(isOpen);
  let afterBreak = false;
  for (const [i, item] of items.entries()) {
    // Where a place comes first, what follows is asked for with it.
    if (item.node.kind !== "place") yield* textsFrom(items.slice(i), passed, search, afterBreak);
    yield* branchesOf(item, passed, wanted, afterBreak);
    passed = passing(passed, item, wanted);
    afterBreak = item.node.kind === "place" && item.node.place === "word";
  }
}

/** Anchors of each branch, together. */
function* branchesOf(
  item: Item,
  passed: Passed,
  wanted: readonly number[],
  afterBreak: boolean,
): Generator<Draft> {
  if (item.node.kind !== "alt") return;
  const isOpen = passed.isOpen || wanted.some((group) => item.opens.includes(group));
  const found = item.node.items.map((branch) => bestOf(branch, wanted, isOpen));
  const branches = found.filter((draft) => draft !== undefined);
  const literals = [...new Set(branches.flatMap((draft) => draft.literals))];
  if (branches.length < found.length || literals.length > MOST_LITERALS) return;
  const spread = {
    min: Math.min(...branches.map(({ before }) => before.min)),
    max: Math.max(...branches.map(({ before }) => before.max)),
  };
  yield {
    literals,
    before: sumOf(passed.before, spread),
    nodes: [...passed.nodes, ...branches.flatMap(({ nodes }) => nodes)],
    isOpen: branches.some((draft) => draft.isOpen),
    openNodes: [...passed.openNodes, ...branches.flatMap(({ openNodes }) => openNodes)],
    openMax: passed.openMax + Math.max(...branches.map(({ openMax }) => openMax)),
    isCut: passed.isCut || branches.some((draft) => draft.isCut),
    afterBreak:
      branches.every((draft) => afterBreak || draft.afterBreak) &&
      spread.max === 0 &&
      literals.every(beginsWord),
    rate: rateOf(literals),
  };
}

/** What holding back one more unit at the end of every chunk is worth, in hits per unit. */
const PRICE_OF_HOLDING = 5e-5;

/** Each place before a hit at which a match might begin is tried; what might become part of what is wanted holds a stream. */
const priceFor = (
  rate: number,
  literals: number,
  { before, isOpen, openMax, isCut }: Pick<Draft, "before" | "isOpen" | "openMax" | "isCut">,
): number =>
  (rate + literals * 1e-6) * (2 + before.max - before.min) +
  (isOpen ? openMax * PRICE_OF_HOLDING : 0) +
  Number(isCut);

/** No anchors of at least so many literals behind what was passed cost less. */
const leastPriceOf = (passed: Passed, literals: number): number => priceFor(0, literals, passed);

function bestOf(node: Node, wanted: readonly number[], isOpen: boolean): Draft | undefined {
  let best: Draft | undefined;
  const search: Search = { wanted, price: Number.POSITIVE_INFINITY };
  for (const draft of draftsIn(sequenceOf(node), search, isOpen)) {
    if (draft.rate > HIGHEST_RATE) continue;
    const price = priceFor(draft.rate, draft.literals.length, draft);
    if (price >= search.price) continue;
    best = draft;
    search.price = price;
  }
  return best;
}

/** The cheapest anchors of a pattern of which these groups are wanted (none: the whole match); undefined when it has none. */
export function findAnchors(node: Node, wanted: readonly number[] = []): Anchors | undefined {
  const best = bestOf(node, wanted, wanted.length === 0);
  if (!best) return undefined;
  const { literals, before, afterBreak, rate } = best;
  return {
    literals,
    before,
    afterBreak,
    rate,
    lead: setOf(best.nodes),
    held: best.isOpen ? { set: setOf(best.openNodes), max: best.openMax } : undefined,
  };
}
