import type { CharSet } from "../regex/charSet.ts";
import { type Step, StepBook } from "./steps.ts";

/** One text to be found, already folded; case does not count. */
export type Keyword = {
  readonly text: string;
  /** Number of whoever asked for it. */
  readonly owner: number;
  /** True where what is removed may begin at or before the keyword's end: then a stream must not let its beginning go. */
  readonly isHeld: boolean;
  /** Only after something that is no word character of ASCII. */
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
  /** Units at the beginning of what a node begins that need no holding. */
  readonly unheld: number[];
  /** The node of the break before keywords that begin words; 0 where there are none. */
  breakNode: number;
};

const newTrie = (): Trie => ({
  children: [],
  depths: [],
  outputs: [],
  unheld: [],
  breakNode: 0,
});

function addNode(trie: Trie, depth: number): number {
  trie.children.push(new Map());
  trie.outputs.push([]);
  trie.unheld.push(Number.POSITIVE_INFINITY);
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
      plant(trie, first.afterBreak ? [book.break] : [], [...steps, ...tail], first);
    }
  }
  trie.breakNode = trie.children[0]?.get(book.break) ?? 0;
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

function plant(
  trie: Trie,
  before: readonly Step[],
  steps: readonly Step[],
  { text, owner, isHeld, tail }: Keyword,
): void {
  const unheld = before.length + (isHeld ? 0 : text.length);
  let node = 0;
  for (const step of [...before, ...steps]) {
    let child = trie.children[node]?.get(step);
    if (child === undefined) {
      child = addNode(trie, (trie.depths[node] ?? 0) + 1);
      trie.children[node]?.set(step, child);
    }
    node = child;
    trie.unheld[node] = Math.min(trie.unheld[node] ?? unheld, unheld);
  }
  const outputs = trie.outputs[node];
  if (!outputs?.some((one) => one.owner === owner && one.tail === tail.length)) {
    outputs?.push({ owner, length: steps.length, tail: tail.length });
  }
}

/** How much of what the nodes have read is the beginning of something held. */
export const heldAt = (trie: Trie, nodes: readonly number[]): number =>
  nodes.reduce(
    (held, node) => Math.max(held, (trie.depths[node] ?? 0) - (trie.unheld[node] ?? 0)),
    0,
  );

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
