import { classOf, KIND, OP, type Program, pushTargets } from "./program.ts";

/** How far one attempt has come. Positions are absolute; -1 is "none". */
export type Attempt = {
  start: number;
  /** Next unit to be read. */
  at: number;
  state: number;
  /** Caches of states are dropped when they grow too large; an attempt of an older cache begins again. */
  generation: number;
  /** End of the match so far: final once the state is `DEAD`. */
  match: number;
  /** Last position, before there was a match, at which no living path had begun the part of interest. */
  clean: number;
};

export const freshAttempt = (): Attempt => ({
  start: -1,
  at: -1,
  state: 0,
  generation: 0,
  match: -1,
  clean: -1,
});

export const DEAD = 0;
const MOST_STATES = 3_000;
const KINDS = Object.values(KIND);

/** Of a state: some ways to match have begun the part of interest; others have not; some have it behind them; some are in it. */
const OPEN = 1;
const SPLIT = 2;
const BEHIND = 4;
const INSIDE = 8;
/** All ways to match are in it, or have it behind them. */
const INSIDE_IT = OPEN | INSIDE;
const BEHIND_IT = OPEN | BEHIND;

function flagsOf(list: Int32Array, marks: Uint8Array): number {
  let flags = 0;
  let shut = 0;
  for (const pc of list) {
    const mark = marks[pc] as number;
    if (mark === 0) shut = SPLIT;
    else flags |= mark === 3 ? OPEN | BEHIND : OPEN | INSIDE;
  }
  return flags === 0 ? 0 : flags | shut;
}

/**
 * A lazily built automaton for one anchored attempt: leftmost-first, as RE2 and Perl prefer, one step per unit whatever
 * the pattern. A state is an ordered list of instructions before the next unit is known, with the kind of the unit before; it
 * goes by the index of its row in the table.
 */
export class Dfa {
  readonly program: Program;
  generation = 0;
  /** Where the last `find` ended, and in which state. */
  restState = DEAD;
  restAt = 0;
  /** Where the part ends that the last `partOf` found. */
  partEnd = 0;
  /** A row for each state: for each class, and the end of the text, twice the row it leads to, one more where a match ends before; then its flags. */
  #table = new Int32Array(0);
  #lists: Int32Array[] = [];
  #kinds: number[] = [];
  #starts = new Int32Array(4);
  #ids = new Map<string, number>();
  readonly #stride: number;
  readonly #marks: Uint8Array;
  readonly #seen: Uint32Array;
  #firsts: Uint8Array | undefined;
  #begins: Uint8Array | undefined;
  #mark = 0;

  /**
   * `marks`: 1 for instructions that lie in or behind the part of interest, 3 where they lie behind it. A state with one of
   * them is open.
   */
  constructor(program: Program, marks: Uint8Array) {
    this.program = program;
    this.#stride = program.classes + 2;
    this.#marks = marks;
    this.#seen = new Uint32Array(program.op.length);
    this.#clear();
  }

  #clear(): void {
    this.generation += 1;
    this.#table = new Int32Array(this.#stride * 8).fill(-1);
    this.#table.fill(0, 0, this.#stride);
    this.#lists = [new Int32Array(0)];
    this.#kinds = [KIND.other];
    this.#starts.fill(DEAD);
    this.#ids = new Map();
  }

  #intern(list: Int32Array, kind: number): number {
    if (list.length === 0) return DEAD;
    const key = `${kind}:${list.join(",")}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#lists.length >= MOST_STATES) this.#clear();
    const row = this.#lists.length * this.#stride;
    this.#lists.push(list);
    this.#kinds.push(kind);
    this.#ids.set(key, row);
    if (row + this.#stride > this.#table.length) {
      const larger = new Int32Array(this.#table.length * 2).fill(-1);
      larger.set(this.#table);
      this.#table = larger;
    }
    this.#table[row + this.#stride - 1] = flagsOf(list, this.#marks);
    return row;
  }

  /** The state before the first unit, after a unit of kind `prev`. */
  startAfter(prev: number): number {
    const kind = this.program.hasPlaces ? prev : KIND.other;
    let state = this.#starts[kind] as number;
    if (state === DEAD) {
      state = this.#intern(Int32Array.of(0), kind);
      this.#starts[kind] = state;
    }
    return state;
  }

  /** By units below 128, 0 for those with which nothing begins, whatever stands before. */
  firstUnits(): Uint8Array {
    this.#firsts ??= Uint8Array.from({ length: 128 }, (_, unit) =>
      Number(KINDS.some((kind) => this.valueAfter(this.startAfter(kind), unit) !== DEAD)),
    );
    return this.#firsts;
  }

  /** By kind of the unit before and unit below 128, 0 for those with which nothing begins. */
  beginnings(): Uint8Array {
    this.#begins ??= Uint8Array.from({ length: KINDS.length << 7 }, (_, place) =>
      Number(this.valueAfter(this.startAfter(place >> 7), place & 127) !== DEAD),
    );
    return this.#begins;
  }

  /** The state with these instructions before the next unit, after a unit of kind `prev`; good for one `generation`. */
  stateOf(list: Int32Array, prev: number): number {
    return this.#intern(list, this.program.hasPlaces ? prev : KIND.other);
  }

  /** Makes `attempt` a new one at `start`, after a unit of kind `prev`. */
  begin(attempt: Attempt, start: number, prev: number): void {
    attempt.start = start;
    attempt.at = start;
    attempt.state = this.startAfter(prev);
    attempt.generation = this.generation;
    attempt.match = -1;
    attempt.clean = start;
  }

  /** Makes `attempt` one that came to nothing at `start`. */
  refute(attempt: Attempt, start: number): void {
    attempt.start = start;
    attempt.state = DEAD;
    attempt.generation = this.generation;
  }

  #isShut(state: number): boolean {
    return ((this.#table[state + this.#stride - 1] as number) & OPEN) === 0;
  }

  /** Reads the units from `attempt.at` to `limit`, or until nothing can match any more. `units[0]` is at `base`. */
  run(attempt: Attempt, units: Uint16Array, base: number, limit: number): void {
    const { ascii } = this.program;
    let { state, at, match, clean } = attempt;
    for (; state !== DEAD && at < limit; at += 1) {
      const unit = units[at - base] as number;
      const cls = unit < 128 ? (ascii[unit] as number) : classOf(this.program, unit);
      if (match < 0 && this.#isShut(state)) clean = at;
      let next = this.#table[state + cls] as number;
      if (next === -1) next = this.#step(state, cls);
      if ((next & 1) === 1) match = at;
      state = next >> 1;
    }
    attempt.state = state;
    attempt.at = at;
    attempt.match = match;
    attempt.clean = match < 0 && this.#isShut(state) ? at : clean;
    attempt.generation = this.generation;
  }

  /**
   * An attempt of its own, from `from` on (an index of `units`), that reads no further than `to`. Where it ends is told by
   * `restAt`, and by `restState` whether it would have gone on. Gives the end of the match; -1 where there is none.
   */
  find(units: Uint16Array, from: number, to: number, prev: number): number {
    const { ascii } = this.program;
    let state = this.startAfter(prev);
    let table = this.#table;
    let match = -1;
    let at = from;
    for (; at < to && state !== DEAD; at += 1) {
      const unit = units[at] as number;
      const cls = unit < 128 ? (ascii[unit] as number) : classOf(this.program, unit);
      let next = table[state + cls] as number;
      if (next === -1) {
        next = this.#step(state, cls);
        table = this.#table;
      }
      if ((next & 1) === 1) match = at;
      state = next >> 1;
    }
    this.restState = state;
    this.restAt = at;
    return match;
  }

  /**
   * Where the part of interest begins in a match that begins at `from` (an index of `units`) and ends at `to`, and by
   * `partEnd` where it ends, where both are the same for every way to match; else -1.
   */
  partOf(units: Uint16Array, from: number, to: number, prev: number): number {
    const last = this.#stride - 1;
    let state = this.startAfter(prev);
    let begun = -1;
    let before = 0;
    this.partEnd = to;
    for (let at = from; at < to; at += 1) {
      state = this.valueAfter(state, units[at] as number) >> 1;
      const flags = this.#table[state + last] as number;
      if ((flags & SPLIT) !== 0) return -1;
      if (flags === BEHIND_IT && before !== BEHIND_IT) {
        if (before !== INSIDE_IT) return -1;
        this.partEnd = at;
      }
      if (begun < 0 && flags !== 0) begun = at;
      before = flags;
    }
    return before === INSIDE_IT || before === BEHIND_IT ? begun : -1;
  }

  /** Whether a match begins with a text, and ends in it or with it. */
  matchesIn(text: string): boolean {
    const { ascii } = this.program;
    let state = this.startAfter(KIND.edge);
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const cls = unit < 128 ? (ascii[unit] as number) : classOf(this.program, unit);
      let next = this.#table[state + cls] as number;
      if (next === -1) next = this.#step(state, cls);
      if ((next & 1) === 1) return true;
      state = next >> 1;
      if (state === DEAD) return false;
    }
    return (this.valueAfter(state, -1) & 1) === 1;
  }

  /** Where the last `find` ended, had the text gone on with `unit` (-1: had it ended). */
  findBefore(unit: number, match: number): number {
    const value = this.valueAfter(this.restState, unit);
    return (value & 1) === 1 ? this.restAt : match;
  }

  /** What an attempt that stands at `attempt.at` would have matched if the text ended here (-1) or went on with `unit`. */
  peek(attempt: Attempt, unit: number): number {
    if (attempt.state === DEAD) return attempt.match;
    return (this.valueAfter(attempt.state, unit) & 1) === 1 ? attempt.at : attempt.match;
  }

  /** Twice the state that `unit` (-1: the end) leads to; one more where a match ends before it. */
  valueAfter(state: number, unit: number): number {
    const cls = unit < 0 ? this.program.classes : classOf(this.program, unit);
    const value = this.#table[state + cls] as number;
    return value === -1 ? this.#step(state, cls) : value;
  }

  #step(state: number, cls: number): number {
    const { program } = this;
    const isEnd = cls === program.classes;
    const id = state / this.#stride;
    const prev = this.#kinds[id] ?? KIND.other;
    const next = isEnd ? KIND.edge : (program.kind[cls] ?? KIND.other);
    const ready: number[] = [];
    this.#mark += 1;
    let matched = false;
    for (const pc of this.#lists[id] ?? []) {
      matched = this.#close(pc, prev, next, ready);
      if (matched) break;
    }
    const moved = isEnd ? [] : ready.filter((pc) => program.sets[program.x[pc] ?? 0]?.[cls] === 1);
    const generation = this.generation;
    const target = this.#intern(
      Int32Array.from(moved, (pc) => pc + 1),
      program.hasPlaces ? next : KIND.other,
    );
    const value = target * 2 + Number(matched);
    if (generation === this.generation) this.#table[state + cls] = value;
    return value;
  }

  /** Follows the steps that read nothing, in order of preference; true when they reach the end of the pattern. */
  #close(from: number, prev: number, next: number, ready: number[]): boolean {
    const stack = [from];
    for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
      if (this.#seen[pc] === this.#mark) continue;
      this.#seen[pc] = this.#mark;
      const code = this.program.op[pc];
      if (code === OP.match) return true;
      if (code === OP.set) ready.push(pc);
      else pushTargets(this.program, pc, prev, next, stack);
    }
    return false;
  }
}
