import type { CharSet } from "../regex/charSet.ts";
import { type Step, StepBook } from "./steps.ts";

/** One text to be found, already folded; case does not count. */
export type Keyword = {
  readonly text: string;
  /** Number of whoever asked for it. */
  readonly owner: number;
  /** True where what is removed may begin at or before the keyword's end: then a stream must not let its beginning go. */
  readonly isHeld: boolean;
  /** Only after something that is no word character. */
  readonly afterBreak: boolean;
  /** What must follow, unit by unit: without it the keyword is of no use. */
  readonly tail: readonly CharSet[];
};

/** What ends in a state: whose keyword, its length with its tail, and the tail's. */
export type Output = { readonly owner: number; readonly length: number; readonly tail: number };

/** Keywords by what they share at their beginnings. Nodes are numbers; 0 is the root. */
export type Trie = {
  readonly children: Map<Step, number>[];
  readonly depths: number[];
  readonly outputs: Output[][];
  /** Units at the beginning of what a node begins that need no holding: of keywords after a break, and of others. */
  readonly unheld: { bound: number; free: number }[];
};

const newTrie = (): Trie => ({ children: [], depths: [], outputs: [], unheld: [] });

function addNode(trie: Trie, depth: number): number {
  trie.children.push(new Map());
  trie.outputs.push([]);
  trie.unheld.push({ bound: Number.POSITIVE_INFINITY, free: Number.POSITIVE_INFINITY });
  return trie.depths.push(depth) - 1;
}

/** What differs in its letters only is told apart by nobody: it is planted together. */
export function plantKeywords(keywords: readonly Keyword[], classes: Uint8Array): Trie {
  const trie = newTrie();
  const book = new StepBook(classes);
  addNode(trie, 0);
  for (const alike of groupsOf(keywords)) {
    const [first] = alike;
    if (!first) continue;
    const tail = first.tail.map((set) => book.ofSet(set));
    for (const steps of book.ofTexts(alike.map(({ text }) => text))) {
      plant(trie, [...steps, ...tail], first);
    }
  }
  return trie;
}

/** Keywords of one owner that differ in their letters only. */
function groupsOf(keywords: readonly Keyword[]): Iterable<Keyword[]> {
  const groups = new Map<string, Keyword[]>();
  for (const keyword of keywords) {
    const { owner, text, isHeld, afterBreak } = keyword;
    const key = `${owner} ${text.length} ${isHeld} ${afterBreak}`;
    const known = groups.get(key);
    if (known) known.push(keyword);
    else groups.set(key, [keyword]);
  }
  return groups.values();
}

function plant(trie: Trie, steps: readonly Step[], keyword: Keyword): void {
  const { text, owner, isHeld, afterBreak, tail } = keyword;
  const unheld = isHeld ? 0 : text.length;
  let node = 0;
  for (const step of steps) {
    let child = trie.children[node]?.get(step);
    if (child === undefined) {
      child = addNode(trie, (trie.depths[node] ?? 0) + 1);
      trie.children[node]?.set(step, child);
    }
    node = child;
    const known = trie.unheld[node];
    if (known && afterBreak) known.bound = Math.min(known.bound, unheld);
    else if (known) known.free = Math.min(known.free, unheld);
  }
  const outputs = trie.outputs[node];
  if (!outputs?.some((one) => one.owner === owner && one.tail === tail.length)) {
    outputs?.push({ owner, length: steps.length, tail: tail.length });
  }
}

/** For a set of nodes, triples: how long what has begun is, how much of it is held, and 1 (only after a break) or 2; most held first. */
export function heldAt(trie: Trie, nodes: readonly number[]): number[] {
  const holds = nodes.flatMap((node) => {
    const depth = trie.depths[node] ?? 0;
    const { bound, free } = trie.unheld[node] ?? { bound: depth, free: depth };
    return [
      { depth, hold: depth - free, kind: 2 },
      { depth, hold: depth - bound, kind: 1 },
    ];
  });
  const kept = holds.filter(({ hold }) => hold > 0);
  kept.sort((a, b) => b.hold - a.hold || b.kind - a.kind);
  const end = kept.findIndex(({ kind }) => kind === 2) + 1;
  const needed = end === 0 ? kept : kept.slice(0, end);
  return needed.flatMap(({ depth, hold, kind }) => [depth, hold, kind]);
}

/** What ends with any of the nodes: what begins first, first, since a rule's matches are taken as they begin. */
export function outputsOf(trie: Trie, nodes: readonly number[]): Output[] {
  const all = nodes.flatMap((node) => trie.outputs[node] ?? []).sort((a, b) => b.length - a.length);
  return all.filter(
    (one, i) =>
      all.findIndex(
        ({ owner, length, tail }) =>
          owner === one.owner && length === one.length && tail === one.tail,
      ) === i,
  );
}
