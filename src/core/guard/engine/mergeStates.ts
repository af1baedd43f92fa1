/** Numbers for states, the same for those of the same description. */
export function labelsOf(count: number, describe: (state: number) => string): Uint32Array {
  const known = new Map<string, number>();
  return Uint32Array.from({ length: count }, (_, state) => {
    const text = describe(state);
    const label = known.get(text) ?? known.size;
    known.set(text, label);
    return label;
  });
}

/** A partition of states: the block of each, and how many there are of each block. */
type Blocks = { readonly of: Uint32Array; readonly sizes: readonly number[] };

function sized(of: Uint32Array): Blocks {
  const sizes: number[] = [];
  for (const block of of) sizes[block] = (sizes[block] ?? 0) + 1;
  return { of, sizes };
}

/**
 * Of a complete automaton, for each state the first that no text tells from it (Moore's partition refinement). `table` has
 * a row of `stride` targets for each state; states of different labels stay apart.
 */
export function mergeStates(table: Uint32Array, stride: number, labels: Uint32Array): Uint32Array {
  let blocks = sized(labels);
  for (;;) {
    const finer = refine(table, stride, blocks);
    if (finer.sizes.length === blocks.sizes.length) break;
    blocks = finer;
  }
  const first: number[] = [];
  return blocks.of.map((block, state) => {
    first[block] ??= state;
    return first[block];
  });
}

/** Splits each block by the blocks its states lead to. */
function refine(table: Uint32Array, stride: number, { of, sizes }: Blocks): Blocks {
  const next = new Uint32Array(of.length);
  const byHash = new Map<number, number[]>();
  let count = 0;
  for (let state = 0; state < of.length; state += 1) {
    const isAlone = sizes[of[state] as number] === 1;
    const alike = isAlone ? undefined : findAlike(table, stride, of, state, byHash);
    next[state] = alike === undefined ? count : (next[alike] as number);
    if (alike === undefined) count += 1;
  }
  return sized(next);
}

/** An earlier state of the same block that leads to the same blocks. */
function findAlike(
  table: Uint32Array,
  stride: number,
  of: Uint32Array,
  state: number,
  byHash: Map<number, number[]>,
): number | undefined {
  const row = state * stride;
  let hash = of[state] as number;
  for (let i = 0; i < stride; i += 1) {
    hash = Math.imul(hash ^ (of[table[row + i] as number] as number), 0x01000193);
    hash ^= hash >>> 15;
  }
  const others = byHash.get(hash);
  if (others === undefined) {
    byHash.set(hash, [state]);
    return undefined;
  }
  for (const other of others) {
    if (of[other] === of[state] && leadAlike(table, stride, of, state, other)) return other;
  }
  others.push(state);
  return undefined;
}

function leadAlike(table: Uint32Array, stride: number, of: Uint32Array, a: number, b: number) {
  for (let i = 0; i < stride; i += 1) {
    const left = of[table[a * stride + i] as number];
    if (left !== of[table[b * stride + i] as number]) return false;
  }
  return true;
}
