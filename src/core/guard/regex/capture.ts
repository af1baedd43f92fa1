import { classOf, holdsAt, KIND, OP, type Program } from "./program.ts";

type Thread = { readonly pc: number; readonly slots: Int32Array };
type UnitAt = (position: number) => number;

/** The kind of a unit for `\b`, `^` and `$`; -1 is the edge of the text. */
export const kindOfUnit = (program: Program, unit: number): number =>
  unit < 0 ? KIND.edge : (program.kind[classOf(program, unit)] ?? KIND.other);

/** Pike's machine: all ways to match at once, in order of preference, each with the places where its groups stand. */
class Machine {
  best: Int32Array | undefined;
  readonly #program: Program;
  readonly #unitAt: UnitAt;
  readonly #seen: Int32Array;

  constructor(program: Program, unitAt: UnitAt) {
    this.#program = program;
    this.#unitAt = unitAt;
    this.#seen = new Int32Array(program.op.length).fill(-1);
  }

  /** Adds the threads reachable from one without reading; true when it matched, which cuts off all behind it. */
  add(threads: Thread[], from: Thread, at: number): boolean {
    const prev = kindOfUnit(this.#program, this.#unitAt(at - 1));
    const next = kindOfUnit(this.#program, this.#unitAt(at));
    const stack = [from];
    for (let top = stack.pop(); top; top = stack.pop()) {
      if (this.#seen[top.pc] === at) continue;
      this.#seen[top.pc] = at;
      const code = this.#program.op[top.pc];
      if (code === OP.match) {
        this.best = top.slots.slice();
        this.best[1] = at;
        return true;
      }
      if (code === OP.set) threads.push(top);
      else this.#follow(stack, top, at, holdsAt(this.#program.x[top.pc] ?? 0, prev, next));
    }
    return false;
  }

  #follow(stack: Thread[], { pc, slots }: Thread, at: number, holds: boolean): void {
    const { op, x, y } = this.#program;
    const code = op[pc];
    if (code === OP.jump) stack.push({ pc: x[pc] ?? 0, slots });
    else if (code === OP.split) stack.push({ pc: y[pc] ?? 0, slots }, { pc: x[pc] ?? 0, slots });
    else if (code === OP.save) {
      const saved = slots.slice();
      saved[x[pc] ?? 0] = at;
      stack.push({ pc: pc + 1, slots: saved });
    } else if (holds) stack.push({ pc: pc + 1, slots });
  }

  step(threads: readonly Thread[], at: number): Thread[] {
    const { sets, x } = this.#program;
    const cls = classOf(this.#program, this.#unitAt(at));
    const next: Thread[] = [];
    for (const { pc, slots } of threads) {
      if (sets[x[pc] ?? 0]?.[cls] === 1 && this.add(next, { pc: pc + 1, slots }, at + 1)) break;
    }
    return next;
  }
}

/**
 * The groups of a match already known to reach from `start` to `end`; linear in the length times the pattern. `unitAt`
 * answers -1 beyond the text. Slots are [start, end) of group 0, 1, …; -1 where a group took no part.
 */
export function captureGroups(
  program: Program,
  unitAt: UnitAt,
  start: number,
  end: number,
): Int32Array {
  const machine = new Machine(program, unitAt);
  const slots = new Int32Array((program.groups + 1) * 2).fill(-1);
  slots[0] = start;
  let threads: Thread[] = [];
  machine.add(threads, { pc: 0, slots }, start);
  for (let at = start; at < end && threads.length > 0; at += 1) threads = machine.step(threads, at);
  if (machine.best?.[1] !== end)
    throw new Error("captureGroups was asked for a match that is none");
  return machine.best;
}
