import { contains, NEWLINE, WORD } from "./charSet.ts";
import { classOf, holdsAt, KIND, OP, type Program } from "./program.ts";

/** A stretch of UTF-16 units: `units[0]` is at position `base`, the last one before `end`. */
export type Units = { readonly units: Uint16Array; readonly base: number; readonly end: number };

const unitAt = ({ units, base, end }: Units, position: number): number =>
  position < base || position >= end ? -1 : (units[position - base] as number);

const KINDS = Uint8Array.from({ length: 128 }, (_, unit) =>
  contains(WORD, unit) ? KIND.word : contains(NEWLINE, unit) ? KIND.newline : KIND.other,
);

/** The kind of a unit for `\b`, `^` and `$`; -1 is the edge of the text. */
export const kindOfUnit = (unit: number): number =>
  unit < 0 ? KIND.edge : unit < 128 ? (KINDS[unit] as number) : KIND.other;

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
      else {
        const end = this.#follow(pc, at);
        if (end >= 0) return end;
      }
    }
    return -1;
  }

  #isNew(pc: number, at: number): boolean {
    const bit = pc * this.#width + at - this.#start;
    const mask = 1 << (bit & 31);
    const word = seen[bit >> 5] as number;
    seen[bit >> 5] = word | mask;
    return (word & mask) === 0;
  }

  /** Follows one way as far as it goes, and leaves the others on the stack. Where it matches; -1 where it does not. */
  #follow(first: number, from: number): number {
    const { op, x, y } = this.#program;
    let pc = first;
    let at = from;
    while (this.#isNew(pc, at)) {
      const code = op[pc];
      const to = x[pc] as number;
      if (code === OP.set) {
        if (!this.#has(to, at)) return -1;
        at += 1;
        pc += 1;
      } else if (code === OP.split) {
        stack.push(y[pc] as number, at);
        pc = to;
      } else if (code === OP.match) return at;
      else if (code === OP.jump) pc = to;
      else if (this.#goesOn(code === OP.save, to, at)) pc += 1;
      else return -1;
    }
    return -1;
  }

  #goesOn(isSave: boolean, to: number, at: number): boolean {
    if (!isSave) return this.#holds(to, at);
    stack.push(-1 - to, this.slots[to] as number);
    this.slots[to] = at;
    return true;
  }

  #has(set: number, at: number): boolean {
    if (at - this.#start >= this.#width - 1) return false;
    const { ascii, sets } = this.#program;
    const unit = this.#text.units[at - this.#text.base] as number;
    const cls = unit < 128 ? (ascii[unit] as number) : classOf(this.#program, unit);
    return (sets[set] as Uint8Array)[cls] === 1;
  }

  #holds(place: number, at: number): boolean {
    const prev = kindOfUnit(unitAt(this.#text, at - 1));
    return holdsAt(place, prev, kindOfUnit(unitAt(this.#text, at)));
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
