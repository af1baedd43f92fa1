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

export type Output = { readonly owner: number; readonly length: number };

export type Trie = { children: Map<number, number>[]; keywords: Keyword[][] };

export function breadthFirst(trie: Trie): number[] {
  const order = [0];
  for (let i = 0; i < order.length; i += 1) {
    order.push(...(trie.children[order[i] ?? 0]?.values() ?? []));
  }
  return order;
}

export function failures(trie: Trie, order: readonly number[]): Uint32Array {
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

export function collectOutputs(
  trie: Trie,
  order: readonly number[],
  fail: Uint32Array,
): Output[][] {
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

export function denseTable(
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

/** For each node, pairs: how long a beginning of a held keyword the text ends with, longest first, and what it asks for. */
export function heldAt(trie: Trie, order: readonly number[], fail: Uint32Array): number[][] {
  const depth = depths(trie, order);
  const below = heldBelow(trie, order);
  const held: number[][] = Array.from({ length: order.length }, () => []);
  for (const node of order) {
    if (node === 0) continue;
    const shorter = held[fail[node] ?? 0] ?? [];
    const own = below[node] ?? 0;
    const pair = [depth[node] ?? 0, own];
    held[node] = own === 2 ? pair : own === 1 ? [...pair, ...shorter] : shorter;
  }
  return held;
}
