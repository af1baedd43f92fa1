/** One text to be found, already folded; case does not count. */
export type Keyword = {
  readonly text: string;
  /** Number of whoever asked for it. */
  readonly owner: number;
  /** True where what is removed may begin at or before the keyword's end: then a stream must not let its beginning go. */
  readonly isHeld: boolean;
  /** Only after something that is no word character. */
  readonly afterBreak: boolean;
};

/** Pairs of positions and states, of which `count` numbers are in use. */
export type Hits = { pairs: Uint32Array; count: number };

type Output = { readonly owner: number; readonly length: number };

type Trie = { children: Map<number, number>[]; keywords: Keyword[][] };

const isWord = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) ||
  (unit >= 65 && unit <= 90) ||
  unit === 95 ||
  (unit >= 97 && unit <= 122);

/** Both cases of a unit, where each is one unit. */
function casesOf(unit: number): number[] {
  const char = String.fromCharCode(unit);
  return [char, char.toLowerCase(), char.toUpperCase()]
    .filter(({ length }) => length === 1)
    .map((one) => one.charCodeAt(0));
}

/**
 * All keywords in one pass: a dense Aho-Corasick automaton over classes of units. States are numbered breadth-first,
 * those with output last, and stand in the table multiplied by the stride: a step is two loads and one comparison.
 */
export class Automaton {
  readonly classes = new Uint8Array(65_536);
  readonly table: Uint32Array;
  readonly stride: number;
  /** States from here on (multiplied) have output. */
  readonly firstHit: number;
  /** For each state, pairs: an owner, and the length of its keyword that ends there. */
  readonly outputs: readonly Int32Array[];
  readonly #fail: Uint32Array;
  readonly #depth: Uint16Array;
  /** For each state: 0 nothing below it is held, 1 only after a break, 2 always. */
  readonly #held: Uint8Array;

  constructor(keywords: readonly Keyword[]) {
    const count = this.#assignClasses(keywords);
    let stride = 1;
    while (stride < count) stride *= 2;
    this.stride = stride;
    const trie = this.#plant(keywords);
    const order = breadthFirst(trie);
    const fail = failures(trie, order);
    const outputs = collectOutputs(trie, order, fail);
    const quiet = order.filter((node) => outputs[node]?.length === 0);
    const loud = order.filter((node) => outputs[node]?.length !== 0);
    const numbered = [...quiet, ...loud];
    const numberOf = new Uint32Array(numbered.length);
    numbered.forEach((node, number) => {
      numberOf[node] = number;
    });
    this.firstHit = quiet.length * stride;
    this.outputs = numbered.map((node) =>
      Int32Array.from((outputs[node] ?? []).flatMap(({ owner, length }) => [owner, length])),
    );
    const dense = denseTable(trie, order, fail, stride);
    this.table = new Uint32Array(numbered.length * stride);
    this.#fail = new Uint32Array(numbered.length);
    this.#depth = new Uint16Array(numbered.length);
    this.#held = new Uint8Array(numbered.length);
    const depth = depths(trie, order);
    const held = heldBelow(trie, order);
    numbered.forEach((node, number) => {
      for (let cls = 0; cls < stride; cls += 1) {
        this.table[number * stride + cls] =
          (numberOf[dense[node * stride + cls] ?? 0] ?? 0) * stride;
      }
      this.#fail[number] = numberOf[fail[node] ?? 0] ?? 0;
      this.#depth[number] = depth[node] ?? 0;
      this.#held[number] = held[node] ?? 0;
    });
  }

  #assignClasses(keywords: readonly Keyword[]): number {
    let count = 1;
    for (const { text } of keywords) {
      for (let i = 0; i < text.length; i += 1) {
        const unit = text.charCodeAt(i);
        if (this.classes[unit] !== 0) continue;
        if (count > 255) throw new Error("keywords of more than 255 different characters");
        for (const same of casesOf(unit)) this.classes[same] = count;
        count += 1;
      }
    }
    return count;
  }

  #plant(keywords: readonly Keyword[]): Trie {
    const trie: Trie = { children: [new Map()], keywords: [[]] };
    for (const keyword of keywords) {
      let node = 0;
      for (let i = 0; i < keyword.text.length; i += 1) {
        const cls = this.classes[keyword.text.charCodeAt(i)] ?? 0;
        let child = trie.children[node]?.get(cls);
        if (child === undefined) {
          child = trie.children.push(new Map()) - 1;
          trie.keywords.push([]);
          trie.children[node]?.set(cls, child);
        }
        node = child;
      }
      trie.keywords[node]?.push(keyword);
    }
    return trie;
  }

  /**
   * Reads `units` from `from` to `to`, and appends pairs to `hits`: the position behind each place where at least one
   * keyword ends (counted from `units[0]`), and the number of the state there. Returns the state at the end.
   */
  scan(units: Uint16Array, from: number, to: number, begun: number, hits: Hits): number {
    const { classes, table, firstHit, stride } = this;
    let state = begun;
    for (let i = from; i < to; i += 1) {
      state = table[state + (classes[units[i] as number] as number)] as number;
      if (state >= firstHit) note(hits, i + 1, state / stride);
    }
    return state;
  }

  /** Length of the longest beginning of a held keyword that the text read so far ends with. `unitBefore(n)`: the unit n places back. */
  held(state: number, unitBefore: (distance: number) => number): number {
    let number = state / this.stride;
    while (number !== 0) {
      const held = this.#held[number] ?? 0;
      const depth = this.#depth[number] ?? 0;
      if (held === 2 || (held === 1 && !isWord(unitBefore(depth + 1)))) return depth;
      number = this.#fail[number] ?? 0;
    }
    return 0;
  }
}

function note(hits: Hits, position: number, state: number): void {
  if (hits.count + 2 > hits.pairs.length) {
    const larger = new Uint32Array(hits.pairs.length * 4);
    larger.set(hits.pairs);
    hits.pairs = larger;
  }
  hits.pairs[hits.count] = position;
  hits.pairs[hits.count + 1] = state;
  hits.count += 2;
}

function breadthFirst(trie: Trie): number[] {
  const order = [0];
  for (let i = 0; i < order.length; i += 1) {
    order.push(...(trie.children[order[i] ?? 0]?.values() ?? []));
  }
  return order;
}

function failures(trie: Trie, order: readonly number[]): Uint32Array {
  const fail = new Uint32Array(order.length);
  for (const node of order) {
    for (const [cls, child] of trie.children[node] ?? []) {
      let back = fail[node] ?? 0;
      while (node !== 0 && back !== 0 && !trie.children[back]?.has(cls)) back = fail[back] ?? 0;
      fail[child] = node === 0 ? 0 : (trie.children[back]?.get(cls) ?? 0);
    }
  }
  return fail;
}

function collectOutputs(trie: Trie, order: readonly number[], fail: Uint32Array): Output[][] {
  const outputs: Output[][] = Array.from({ length: order.length }, () => []);
  for (const node of order) {
    const own = (trie.keywords[node] ?? []).map(({ owner, text }) => ({
      owner,
      length: text.length,
    }));
    const all = [...own, ...(node === 0 ? [] : (outputs[fail[node] ?? 0] ?? []))];
    outputs[node] = all.filter(
      (one, i) => all.findIndex((o) => o.owner === one.owner && o.length === one.length) === i,
    );
  }
  return outputs;
}

function denseTable(
  trie: Trie,
  order: readonly number[],
  fail: Uint32Array,
  stride: number,
): Uint32Array {
  const dense = new Uint32Array(order.length * stride);
  for (const node of order) {
    const back = (fail[node] ?? 0) * stride;
    if (node !== 0) dense.copyWithin(node * stride, back, back + stride);
    for (const [cls, child] of trie.children[node] ?? []) dense[node * stride + cls] = child;
  }
  return dense;
}

function depths(trie: Trie, order: readonly number[]): Uint16Array {
  const depth = new Uint16Array(order.length);
  for (const node of order) {
    for (const child of trie.children[node]?.values() ?? []) depth[child] = (depth[node] ?? 0) + 1;
  }
  return depth;
}

function heldBelow(trie: Trie, order: readonly number[]): Uint8Array {
  const held = new Uint8Array(order.length);
  for (const node of [...order].reverse()) {
    const own = (trie.keywords[node] ?? []).map(({ isHeld, afterBreak }) =>
      isHeld ? (afterBreak ? 1 : 2) : 0,
    );
    const below = [...(trie.children[node]?.values() ?? [])].map((child) => held[child] ?? 0);
    held[node] = Math.max(0, ...own, ...below);
  }
  return held;
}
