import type { Node, Pattern, Place } from "./ast.ts";
import { type CharSet, contains, LAST_UNIT, NEWLINE, WORD } from "./charSet.ts";
import { PatternFault } from "./cursor.ts";

export const OP = { set: 0, split: 1, save: 2, place: 3, match: 4, jump: 5 } as const;

/** What stands beside a position: the edge of the text, a word character, a newline, or anything else. */
export const KIND = { edge: 0, word: 1, newline: 2, other: 3 } as const;

const PLACES: readonly Place[] = ["begin", "end", "lineBegin", "lineEnd", "word", "notWord"];
const MOST_INSTRUCTIONS = 30_000;

/** True where the place numbered so lies between something of kind `prev` and something of kind `next`. */
export function holdsAt(place: number, prev: number, next: number): boolean {
  if (place === 0) return prev === KIND.edge;
  if (place === 1) return next === KIND.edge;
  if (place === 2) return prev === KIND.edge || prev === KIND.newline;
  if (place === 3) return next === KIND.edge || next === KIND.newline;
  return ((prev === KIND.word) !== (next === KIND.word)) === (place === 4);
}

/** Instructions of a Thompson automaton over classes of units that the pattern cannot tell apart. */
export type Program = {
  readonly op: Uint8Array;
  /** set: index into `sets`; split: preferred target; save: slot; place: its number; jump: target. */
  readonly x: Int32Array;
  /** split: the other target. */
  readonly y: Int32Array;
  /** For each set, whether it holds each class. */
  readonly sets: readonly Uint8Array[];
  readonly classes: number;
  /** Class of each unit below 128. */
  readonly ascii: Uint8Array;
  /** First units of the segments from 128 on, and the class of each. */
  readonly bounds: Uint16Array;
  readonly boundClass: Uint8Array;
  /** `KIND` of each class. */
  readonly kind: Uint8Array;
  readonly hasPlaces: boolean;
  readonly groups: number;
};

/** Where a step that reads nothing leads, the preferred target last; nowhere when its place does not hold. */
export function pushTargets(
  { op, x, y }: Program,
  pc: number,
  prev: number,
  next: number,
  stack: number[],
): void {
  const code = op[pc];
  if (code === OP.save) stack.push(pc + 1);
  else if (code === OP.jump) stack.push(x[pc] ?? 0);
  else if (code === OP.split) stack.push(y[pc] ?? 0, x[pc] ?? 0);
  else if (holdsAt(x[pc] ?? 0, prev, next)) stack.push(pc + 1);
}

export function classOf(program: Program, unit: number): number {
  if (unit < 128) return program.ascii[unit] ?? 0;
  const { bounds, boundClass } = program;
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bounds[middle] ?? 0) <= unit) low = middle;
    else high = middle - 1;
  }
  return boundClass[low] ?? 0;
}

type Draft = {
  readonly op: number[];
  readonly x: number[];
  readonly y: number[];
  readonly sets: CharSet[];
};

function emit(draft: Draft, op: number, x = 0, y = 0): number {
  if (draft.op.length >= MOST_INSTRUCTIONS) {
    throw new PatternFault(`repeats multiply to over ${MOST_INSTRUCTIONS} steps`, 0);
  }
  draft.op.push(op);
  draft.x.push(x);
  draft.y.push(y);
  return draft.op.length - 1;
}

function indexOfSet(draft: Draft, set: CharSet): number {
  const at = draft.sets.findIndex(
    (known) =>
      known === set || (known.length === set.length && known.every((n, i) => n === set[i])),
  );
  return at === -1 ? draft.sets.push(set) - 1 : at;
}

function emitAlternatives(draft: Draft, items: readonly Node[]): void {
  const jumps: number[] = [];
  for (const item of items.slice(0, -1)) {
    const split = emit(draft, OP.split, draft.op.length + 1);
    emitNode(draft, item);
    jumps.push(emit(draft, OP.jump));
    draft.y[split] = draft.op.length;
  }
  for (const item of items.slice(-1)) emitNode(draft, item);
  for (const jump of jumps) draft.x[jump] = draft.op.length;
}

function setSplit(draft: Draft, at: number, lazy: boolean, into: number, past: number): void {
  draft.x[at] = lazy ? past : into;
  draft.y[at] = lazy ? into : past;
}

function emitRepeat(draft: Draft, node: Node & { kind: "repeat" }): void {
  for (let i = 0; i < node.min; i += 1) emitNode(draft, node.item);
  if (node.max === Number.POSITIVE_INFINITY) {
    const split = emit(draft, OP.split);
    emitNode(draft, node.item);
    emit(draft, OP.jump, split);
    setSplit(draft, split, node.lazy, split + 1, draft.op.length);
    return;
  }
  const splits: number[] = [];
  for (let i = node.min; i < node.max; i += 1) {
    splits.push(emit(draft, OP.split));
    emitNode(draft, node.item);
  }
  for (const at of splits) setSplit(draft, at, node.lazy, at + 1, draft.op.length);
}

function emitNode(draft: Draft, node: Node): void {
  if (node.kind === "set") emit(draft, OP.set, indexOfSet(draft, node.set));
  else if (node.kind === "place") emit(draft, OP.place, PLACES.indexOf(node.place));
  else if (node.kind === "concat") for (const item of node.items) emitNode(draft, item);
  else if (node.kind === "alt") emitAlternatives(draft, node.items);
  else if (node.kind === "repeat") emitRepeat(draft, node);
  else if (node.kind === "group") {
    emit(draft, OP.save, node.index * 2);
    emitNode(draft, node.item);
    emit(draft, OP.save, node.index * 2 + 1);
  }
}

function partition(sets: readonly CharSet[]) {
  const starts = new Set([0, 128]);
  for (const set of sets) {
    for (let i = 0; i < set.length; i += 2) {
      starts.add(set[i] ?? 0);
      if ((set[i + 1] ?? 0) < LAST_UNIT) starts.add((set[i + 1] ?? 0) + 1);
    }
  }
  const bySignature = new Map<string, number>();
  const samples: number[] = [];
  const segments = [...starts]
    .sort((a, b) => a - b)
    .map((from) => {
      const signature = sets.map((set) => (contains(set, from) ? "1" : "0")).join("");
      const known = bySignature.get(signature);
      const id = known ?? samples.push(from) - 1;
      bySignature.set(signature, id);
      return { from, id };
    });
  return { segments, samples };
}

export function compilePattern({ node, groups }: Pattern): Program {
  const draft: Draft = { op: [], x: [], y: [], sets: [] };
  emitNode(draft, node);
  emit(draft, OP.match);
  const hasPlaces = draft.op.includes(OP.place);
  const { segments, samples } = partition(hasPlaces ? [...draft.sets, WORD, NEWLINE] : draft.sets);
  if (samples.length > 250) throw new PatternFault("more than 250 kinds of characters", 0);
  const ascii = new Uint8Array(128);
  for (const { from, id } of segments) if (from < 128) ascii.fill(id, from);
  const wide = segments.filter(({ from }) => from >= 128);
  const kindOf = (unit: number) =>
    contains(WORD, unit) ? KIND.word : contains(NEWLINE, unit) ? KIND.newline : KIND.other;
  return {
    op: Uint8Array.from(draft.op),
    x: Int32Array.from(draft.x),
    y: Int32Array.from(draft.y),
    sets: draft.sets.map((set) => Uint8Array.from(samples, (unit) => Number(contains(set, unit)))),
    classes: samples.length,
    ascii,
    bounds: Uint16Array.from(wide, ({ from }) => from),
    boundClass: Uint8Array.from(wide, ({ id }) => id),
    kind: Uint8Array.from(samples, (unit) => (hasPlaces ? kindOf(unit) : KIND.other)),
    hasPlaces,
    groups,
  };
}
