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
 * A complete automaton: a row of `stride` targets for each state. Rows differ little from the first one, and where they do is
 * known: of state s from `from[s]` to `from[s + 1]` in `columns`.
 */
type Rows = {
  readonly table: Uint32Array;
  readonly stride: number;
  readonly columns: Uint32Array;
  readonly from: Uint32Array;
};

function rowsOf(table: Uint32Array, stride: number): Rows {
  const columns: number[] = [];
  const from = new Uint32Array(table.length / stride + 1);
  for (let row = 0, state = 1; row < table.length; row += stride, state += 1) {
    for (let column = 0; column < stride; column += 1) {
      if (table[row + column] !== table[column]) columns.push(column);
    }
    from[state] = columns.length;
  }
  return { table, stride, columns: Uint32Array.from(columns), from };
}

/**
 * Of a complete automaton, for each state the first that no text tells from it (Moore's partition refinement). `table` has
 * a row of `stride` targets for each state; states of different labels stay apart.
 */
export function mergeStates(table: Uint32Array, stride: number, labels: Uint32Array): Uint32Array {
  const rows = rowsOf(table, stride);
  let blocks = sized(labels);
  for (;;) {
    const finer = refine(rows, blocks);
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
function refine(rows: Rows, { of, sizes }: Blocks): Blocks {
  const next = new Uint32Array(of.length);
  const byHash = new Map<number, number[]>();
  let count = 0;
  for (let state = 0; state < of.length; state += 1) {
    const isAlone = sizes[of[state] as number] === 1;
    const alike = isAlone ? undefined : findAlike(rows, of, state, byHash);
    next[state] = alike === undefined ? count : (next[alike] as number);
    if (alike === undefined) count += 1;
  }
  return sized(next);
}

function mixed(column: number, block: number): number {
  const once = Math.imul(block ^ Math.imul(column + 1, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
}

/** The same for rows that lead to the same blocks: by what they lead to elsewhere than the first row does. */
function hashOf({ table, stride, columns, from }: Rows, of: Uint32Array, state: number): number {
  const row = state * stride;
  let hash = of[state] as number;
  for (let i = from[state] as number; i < (from[state + 1] as number); i += 1) {
    const column = columns[i] as number;
    const block = of[table[row + column] as number] as number;
    const usual = of[table[column] as number] as number;
    if (block !== usual) hash = (hash + mixed(column, block) - mixed(column, usual)) | 0;
  }
  return hash;
}

/** An earlier state of the same block that leads to the same blocks. */
function findAlike(
  rows: Rows,
  of: Uint32Array,
  state: number,
  byHash: Map<number, number[]>,
): number | undefined {
  const hash = hashOf(rows, of, state);
  const others = byHash.get(hash);
  if (others === undefined) {
    byHash.set(hash, [state]);
    return undefined;
  }
  for (const other of others) {
    const isAlike = of[other] === of[state] && leadAlike(rows, of, state, other);
    if (isAlike && leadAlike(rows, of, other, state)) return other;
  }
  others.push(state);
  return undefined;
}

/** True where both lead to the same blocks in all columns in which the first of them has a row of its own. */
function leadAlike(
  { table, stride, columns, from }: Rows,
  of: Uint32Array,
  a: number,
  b: number,
): boolean {
  const [left, right] = [a * stride, b * stride];
  for (let i = from[a] as number; i < (from[a + 1] as number); i += 1) {
    const column = columns[i] as number;
    if (of[table[left + column] as number] !== of[table[right + column] as number]) return false;
  }
  return true;
}
