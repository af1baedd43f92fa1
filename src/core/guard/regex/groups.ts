import { captureGroups, kindOfUnit, type Units } from "./capture.ts";
import { classOf, holdsAt, OP, type Program } from "./program.ts";

/** Steps a match of so many units may take before its ways are walked with care. */
const STEPS_AT_START = 256;
const STEPS_PER_UNIT = 32;
const MOST_STEPS = 32_768;
/** Patterns that would need a larger table than this are always walked with care. */
const LARGEST = 1 << 22;

/** Ways still to be tried: pairs of an instruction and a position; or -1 - slot, and what it held before. */
const stack = new Int32Array(MOST_STEPS * 2);

/** Finds the groups of matches of one pattern: what `captureGroups` finds, fast where matches are short. */
export class GroupFinder {
  readonly #program: Program;
  /** For each instruction, and each class of the next unit (the last: there is none), whether it may lead on to a match. */
  readonly #mayLead: Uint8Array;
  readonly #stride: number;
  /** Where each instruction leads, or prefers to. */
  readonly #next: Int32Array;
  readonly #slots: Int32Array;
  #pc = 0;
  #at = 0;

  constructor(program: Program) {
    const { op, x, classes, groups } = program;
    this.#program = program;
    this.#stride = classes + 1;
    this.#next = Int32Array.from(op, (code, pc) =>
      code === OP.jump || code === OP.split ? (x[pc] ?? 0) : pc + 1,
    );
    this.#slots = new Int32Array((groups + 1) * 2);
    this.#mayLead = op.length * this.#stride > LARGEST ? new Uint8Array(0) : leadsOf(program);
  }

  /** As `captureGroups` gives them; overwritten by the next call. */
  find(text: Units, start: number, end: number): Int32Array {
    const slots = this.#slots;
    slots.fill(-1);
    const isFound = this.#mayLead.length > 0 && this.#walk(text, start, end);
    if (!isFound) return captureGroups(this.#program, text, start, end);
    slots[0] = start;
    slots[1] = end;
    return slots;
  }

  /** False where it takes too many steps. */
  #walk(text: Units, start: number, end: number): boolean {
    const { op, x, y } = this.#program;
    const lead = this.#mayLead;
    const stride = this.#stride;
    const next = this.#next;
    const slots = this.#slots;
    let left = Math.min(MOST_STEPS, STEPS_AT_START + (end - start) * STEPS_PER_UNIT);
    let top = 0;
    let pc = 0;
    let at = start;
    let cls = this.#classAt(text, at, end);
    for (; left > 0; left -= 1) {
      const code = op[pc] as number;
      if (code === OP.match) return at === end;
      if (lead[pc * stride + cls] === 0 || !this.#mayStand(pc, text, at)) {
        top = this.#back(top);
        if (top < 0) return false;
        pc = this.#pc;
        at = this.#at;
        cls = this.#classAt(text, at, end);
        continue;
      }
      if (code === OP.set) {
        at += 1;
        cls = this.#classAt(text, at, end);
      } else if (code === OP.split) {
        top = this.#leave(top, lead[(y[pc] as number) * stride + cls] === 1, y[pc] as number, at);
      } else if (code === OP.save) {
        const slot = x[pc] as number;
        top = this.#leave(top, true, -1 - slot, slots[slot] as number);
        slots[slot] = at;
      }
      pc = next[pc] as number;
    }
    return false;
  }

  #leave(top: number, isWorthIt: boolean, pc: number, at: number): number {
    if (!isWorthIt) return top;
    stack[top] = pc;
    stack[top + 1] = at;
    return top + 2;
  }

  /** Goes back to the last way left open, with what was known of the groups there. Gives the stack's new top; -1: there is none. */
  #back(from: number): number {
    let top = from;
    while (top > 0) {
      top -= 2;
      const pc = stack[top] as number;
      const at = stack[top + 1] as number;
      if (pc >= 0) {
        this.#pc = pc;
        this.#at = at;
        return top;
      }
      this.#slots[-1 - pc] = at;
    }
    return -1;
  }

  #classAt({ units, base }: Units, at: number, end: number): number {
    if (at >= end) return this.#stride - 1;
    const unit = units[at - base] as number;
    return unit < 128 ? (this.#program.ascii[unit] as number) : classOf(this.#program, unit);
  }

  /** False where the instruction is a place (`\b`, `^`) that is not here. */
  #mayStand(pc: number, { units, base, end }: Units, at: number): boolean {
    if (this.#program.op[pc] !== OP.place) return true;
    const prev = at <= base ? -1 : (units[at - 1 - base] as number);
    const next = at >= end ? -1 : (units[at - base] as number);
    return holdsAt(this.#program.x[pc] as number, kindOfUnit(prev), kindOfUnit(next));
  }
}

/** By instruction and class, from the end of the program to its beginning, until nothing more is learnt. */
function leadsOf(program: Program): Uint8Array {
  const { op, x, sets, classes } = program;
  const stride = classes + 1;
  const leads = new Uint8Array(op.length * stride);
  for (const [pc, code] of op.entries()) {
    if (code === OP.match) leads.fill(1, pc * stride, (pc + 1) * stride);
    if (code === OP.set) leads.set(sets[x[pc] ?? 0] ?? [], pc * stride);
  }
  const edges = Array.from(op, (_, pc) => targetsOf(program, pc).map((to) => [pc, to] as const))
    .flat()
    .reverse();
  let isDone = edges.length === 0;
  while (!isDone) {
    const learnt = edges.filter(([pc, to]) => addRow(leads, pc * stride, to * stride, stride));
    isDone = learnt.length === 0;
  }
  return leads;
}

/** Where an instruction that reads nothing leads. */
export function targetsOf({ op, x, y }: Program, pc: number): number[] {
  const code = op[pc];
  if (code === OP.split) return [x[pc] ?? 0, y[pc] ?? 0];
  if (code === OP.jump) return [x[pc] ?? 0];
  return code === OP.save || code === OP.place ? [pc + 1] : [];
}

/** Adds one row to another; true where that changed it. */
function addRow(leads: Uint8Array, to: number, from: number, length: number): boolean {
  let isChanged = false;
  for (let cls = 0; cls < length; cls += 1) {
    if (leads[from + cls] === 0 || leads[to + cls] === 1) continue;
    leads[to + cls] = 1;
    isChanged = true;
  }
  return isChanged;
}
