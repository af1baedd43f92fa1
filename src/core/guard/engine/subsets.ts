import type { Trie } from "./keywordTrie.ts";

/** An automaton over sets of a trie's nodes: numbered breadth-first, from the empty set (nothing has begun) on. */
export type Subsets = {
  /** A row of `stride` targets for each state. */
  readonly table: Uint32Array;
  /** The nodes of each state in order, the root left out. */
  readonly nodes: readonly (readonly number[])[];
};

/** Pairs of a class and a target: where a state's row differs from its base's. */
type Row = readonly number[];

/** The subset construction: at each unit something may begin, beside all that has begun. Undefined where there would be over `most` states. */
export function subsetsOf(trie: Trie, stride: number, most: number): Subsets | undefined {
  const made = new Construction(trie);
  const rows: Row[] = [];
  for (let state = 0; state < made.nodes.length; state += 1) {
    if (made.nodes.length > most) return undefined;
    rows.push(made.rowOf(state));
  }
  const table = new Uint32Array(rows.length * stride);
  const fill = (row: Row, state: number): void => {
    const at = state * stride;
    const base = made.baseOf(state) * stride;
    if (base !== at) table.copyWithin(at, base, base + stride);
    for (let i = 0; i < row.length; i += 2) table[at + (row[i] as number)] = row[i + 1] as number;
  };
  fill(rows[0] ?? [], 0);
  // Others build on it, whatever its number.
  fill(rows[made.afterBreak] ?? [], made.afterBreak);
  rows.forEach(fill);
  return { table, nodes: made.nodes };
}

const NONE: readonly number[] = [];

class Construction {
  readonly nodes: (readonly number[])[] = [[]];
  readonly #trie: Trie;
  readonly #byHash = new Map<number, number[]>([[0, [0]]]);
  /** By class, what begins with it, and what begins with it after a break. */
  readonly #begun: readonly (readonly number[])[];
  readonly #begunAfterBreak: readonly (readonly number[])[];
  /** Of the row at hand. */
  readonly #targets: number[][] = [];
  readonly #touched: number[] = [];

  constructor(trie: Trie) {
    this.#trie = trie;
    this.#begun = this.#leading([0]);
    this.#begunAfterBreak = this.#leading([0, trie.breakNode]);
  }

  /** The state in which only a break was read; 0 where no keyword asks for one. */
  get afterBreak(): number {
    return this.#trie.breakNode === 0 ? 0 : this.#stateOf([this.#trie.breakNode]);
  }

  /** The state whose row a state's row is like, but for what goes on with its own nodes. */
  baseOf(state: number): number {
    return this.#isAfterBreak(state) ? this.afterBreak : 0;
  }

  #isAfterBreak(state: number): boolean {
    const { breakNode } = this.#trie;
    const nodes = this.nodes[state] ?? NONE;
    return breakNode !== 0 && nodes.length > 1 && nodes.includes(breakNode);
  }

  #leading(nodes: readonly number[]): number[][] {
    for (const node of new Set(nodes)) this.#collect(node);
    const out: number[][] = [];
    for (const cls of this.#touched) out[cls] = this.#targets[cls] ?? [];
    this.#touched.length = 0;
    this.#targets.length = 0;
    return out;
  }

  /** Adds where a node leads, by class. */
  #collect(node: number): void {
    for (const [{ classes }, child] of this.#trie.children[node] ?? []) {
      for (const cls of classes) {
        const known = this.#targets[cls];
        if (known && known.length > 0) known.push(child);
        else {
          this.#targets[cls] = [child];
          this.#touched.push(cls);
        }
      }
    }
  }

  rowOf(state: number): Row {
    const { breakNode } = this.#trie;
    const isAfterBreak = this.#isAfterBreak(state);
    const begun = isAfterBreak ? this.#begunAfterBreak : this.#begun;
    if (state === 0) this.#collect(0);
    for (const node of this.nodes[state] ?? NONE) {
      if (!isAfterBreak || node !== breakNode) this.#collect(node);
    }
    const row: number[] = [];
    for (const cls of this.#touched) {
      const targets = this.#targets[cls] ?? [];
      if (state !== 0) for (const node of begun[cls] ?? NONE) targets.push(node);
      row.push(cls, this.#stateOf(targets));
    }
    this.#touched.length = 0;
    this.#targets.length = 0;
    return row;
  }

  #stateOf(nodes: number[]): number {
    sortFew(nodes);
    let hash = 0;
    for (const node of nodes) hash = (Math.imul(hash, 31) + node) | 0;
    const alike = this.#byHash.get(hash) ?? [];
    for (const state of alike) if (areSame(this.nodes[state] ?? NONE, nodes)) return state;
    const made = this.nodes.push(nodes) - 1;
    alike.push(made);
    this.#byHash.set(hash, alike);
    return made;
  }
}

/** In place; sets of nodes have a few members. */
function sortFew(nodes: number[]): void {
  for (let i = 1; i < nodes.length; i += 1) {
    const node = nodes[i] as number;
    let at = i;
    for (; at > 0 && (nodes[at - 1] as number) > node; at -= 1) nodes[at] = nodes[at - 1] as number;
    nodes[at] = node;
  }
}

const areSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((node, i) => node === b[i]);
