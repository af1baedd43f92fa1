import type { Trie } from "./keywordTrie.ts";

/** An automaton over sets of a trie's nodes: numbered breadth-first, from the empty set (nothing has begun) on. */
export type Subsets = {
  /** A row of `stride` targets for each state. */
  readonly table: Uint32Array;
  /** The nodes of each state, the root left out. */
  readonly nodes: readonly (readonly number[])[];
};

/** Where a state's row is none of what follows when nothing has begun. */
type Row = { readonly cls: number; readonly target: number }[];

/** The subset construction: at each unit something may begin, beside all that has begun. */
export function subsetsOf(trie: Trie, stride: number): Subsets {
  const made = new Construction(trie);
  const rows: Row[] = [];
  for (let state = 0; state < made.nodes.length; state += 1) rows.push(made.rowOf(state));
  const table = new Uint32Array(rows.length * stride);
  for (const { cls, target } of rows[0] ?? []) table[cls] = target;
  rows.forEach((row, state) => {
    if (state > 0) table.copyWithin(state * stride, 0, stride);
    for (const { cls, target } of row) table[state * stride + cls] = target;
  });
  return { table, nodes: made.nodes };
}

class Construction {
  readonly nodes: (readonly number[])[] = [[]];
  readonly #trie: Trie;
  readonly #known = new Map<string, number>([["", 0]]);
  /** By class, what begins with it. */
  readonly #begun = new Map<number, number[]>();

  constructor(trie: Trie) {
    this.#trie = trie;
    this.#collect(0, this.#begun);
  }

  /** Adds where a node leads, by class. */
  #collect(node: number, into: Map<number, number[]>): void {
    for (const [{ classes }, child] of this.#trie.children[node] ?? []) {
      for (const cls of classes) {
        const known = into.get(cls);
        if (known) known.push(child);
        else into.set(cls, [child]);
      }
    }
  }

  rowOf(state: number): Row {
    const nodes = this.nodes[state] ?? [];
    const byClass = new Map<number, number[]>();
    if (state === 0) this.#collect(0, byClass);
    for (const node of nodes) this.#collect(node, byClass);
    return Array.from(byClass, ([cls, targets]) => ({
      cls,
      target: this.#stateOf(state === 0 ? targets : [...targets, ...(this.#begun.get(cls) ?? [])]),
    }));
  }

  #stateOf(nodes: number[]): number {
    nodes.sort((a, b) => a - b);
    const key = nodes.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.nodes.push(nodes) - 1;
    this.#known.set(key, made);
    return made;
  }
}
