import { classOf, holdsAt, KIND, OP, type Program } from "./program.ts";

/** A stretch of UTF-16 units: `units[0]` is at position `base`, the last one before `end`. */
export type Units = { readonly units: Uint16Array; readonly base: number; readonly end: number };

const unitAt = ({ units, base, end }: Units, position: number): number =>
  position < base || position >= end ? -1 : (units[position - base] as number);

/** The kind of a unit for `\b`, `^` and `$`; -1 is the edge of the text. */
export const kindOfUnit = (program: Program, unit: number): number =>
  unit < 0 ? KIND.edge : (program.kind[classOf(program, unit)] ?? KIND.other);

/** Of the walk at work: which pairs of instruction and position were visited, as bits. */
let seen = new Uint32Array(256);
/** Pairs: an instruction and a position to go on from; or -1 - slot, and what it held before. */
const stack: number[] = [];

/** More than this is not kept for the next walk. */
const MOST_KEPT = 65_536;

function forget(words: number): void {
  if (words > seen.length || seen.length > MOST_KEPT) seen = new Uint32Array(words);
  else seen.fill(0, 0, words);
}

/**
 * Tries the ways to match in order of preference, and none of them twice: each pair of instruction and position is
 * visited once, so the time is linear in their product however the pattern is made.
 */
class Walk {
  readonly slots: Int32Array;
  readonly #program: Program;
  readonly #text: Units;
  readonly #start: number;
  readonly #width: number;

  constructor(program: Program, text: Units, start: number, end: number) {
    this.#program = program;
    this.#text = text;
    this.#start = start;
    this.#width = end - start + 1;
    this.slots = new Int32Array((program.groups + 1) * 2).fill(-1);
    this.slots[0] = start;
    forget(((program.op.length * this.#width) >> 5) + 1);
  }

  /** Where the preferred match ends; -1 where there is none. */
  run(): number {
    stack.length = 0;
    stack.push(0, this.#start);
    while (stack.length > 0) {
      const at = stack.pop() as number;
      const pc = stack.pop() as number;
      if (pc < 0) this.slots[-1 - pc] = at;
      else if (this.#isNew(pc, at)) {
        const end = this.#follow(pc, at);
        if (end >= 0) return end;
      }
    }
    return -1;
  }

  #isNew(pc: number, at: number): boolean {
    const bit = pc * this.#width + at - this.#start;
    const mask = 1 << (bit & 31);
    if (((seen[bit >> 5] as number) & mask) !== 0) return false;
    seen[bit >> 5] = (seen[bit >> 5] as number) | mask;
    return true;
  }

  #follow(pc: number, at: number): number {
    const { op, x, y, sets } = this.#program;
    const to = x[pc] as number;
    switch (op[pc]) {
      case OP.match:
        return at;
      case OP.set:
        if (at - this.#start < this.#width - 1 && this.#has(sets[to] as Uint8Array, at)) {
          stack.push(pc + 1, at + 1);
        }
        return -1;
      case OP.jump:
        stack.push(to, at);
        return -1;
      case OP.split:
        stack.push(y[pc] as number, at, to, at);
        return -1;
      case OP.save:
        stack.push(-1 - to, this.slots[to] as number, pc + 1, at);
        this.slots[to] = at;
        return -1;
      default:
        if (this.#holds(to, at)) stack.push(pc + 1, at);
        return -1;
    }
  }

  #has(set: Uint8Array, at: number): boolean {
    return set[classOf(this.#program, unitAt(this.#text, at))] === 1;
  }

  #holds(place: number, at: number): boolean {
    const prev = kindOfUnit(this.#program, unitAt(this.#text, at - 1));
    return holdsAt(place, prev, kindOfUnit(this.#program, unitAt(this.#text, at)));
  }
}

/**
 * The groups of a match already known to reach from `start` to `end`. Slots are [start, end) of group 0, 1, …; -1 where a
 * group took no part.
 */
export function captureGroups(
  program: Program,
  text: Units,
  start: number,
  end: number,
): Int32Array {
  const walk = new Walk(program, text, start, end);
  if (walk.run() !== end) throw new Error("captureGroups was asked for a match that is none");
  walk.slots[1] = end;
  return walk.slots;
}
