import { DEAD, Dfa } from "../regex/dfa.ts";
import { targetsOf } from "../regex/groups.ts";
import { classOf, OP, type Program } from "../regex/program.ts";
import { casesOf } from "./automaton.ts";
import type { PatternRule } from "./compiledRule.ts";

/** Instructions looked at before it is too much to work out what may follow a keyword. */
const MOST_STEPS = 500_000;
/** Numbers of all tables together, beyond which no more states are kept. */
const MOST_NUMBERS = 1 << 20;

const UNKNOWN = -1;
/** A match, or what is to be told in another way. */
const OPEN = -2;
/** Row of what nothing follows: targets are offsets of rows, this one's is 0. */
const NOTHING = 0;

/**
 * Patterns from the end of their keywords on, whatever stood before them: one look decides for all beginnings. The states
 * of all rules met so far stand in one table, since hits of many rules come one after the other.
 */
export class Followers {
  readonly #rules: (Follower | undefined)[] = [];
  /** By rule and unit below 128, its class. */
  readonly #classes: Uint8Array;
  /** By rule and kind of the keyword's last unit, where to begin. */
  readonly #starts: Int32Array;
  #table = new Int32Array(4_096).fill(UNKNOWN);
  #used = 1;
  /** Of each row, whose it is and its state's number there. */
  readonly #rows = new Map<number, { readonly owner: number; readonly state: number }>();

  constructor(rules: number) {
    this.#classes = new Uint8Array(rules << 7);
    this.#starts = new Int32Array(rules << 2).fill(OPEN);
  }

  /**
   * Takes a rule in, where that is possible: its keyword is part of the match, and at few places of the pattern. Where its
   * keywords are not in order, no match may end before a keyword does: then all matches that begin at its places are told of.
   */
  learn(owner: number, rule: PatternRule, areInOrder: boolean): void {
    const follower = Follower.of(rule, areInOrder);
    if (!follower) return;
    this.#rules[owner] = follower;
    this.#classes.set(follower.dfa.program.ascii.subarray(0, 128), owner << 7);
    for (let kind = 0; kind < 4; kind += 1) {
      const state = follower.startAfter(kind);
      this.#starts[(owner << 2) + kind] = this.#rowOf(owner, state);
    }
  }

  /** True where nothing that comes to `from` (an index of `units`) after a unit of kind `prev` goes on to a match. */
  refutes(owner: number, units: Uint16Array, from: number, to: number, prev: number): boolean {
    let row = this.#starts[(owner << 2) + prev] as number;
    const classes = this.#classes;
    const offset = owner << 7;
    for (let at = from; row > NOTHING && at < to; at += 1) {
      const unit = units[at] as number;
      if (unit > 127) return false;
      const place = row + (classes[offset + unit] as number);
      row = this.#table[place] as number;
      if (row === UNKNOWN) row = this.#learnStep(place - (classes[offset + unit] as number), unit);
    }
    return row === NOTHING;
  }

  #learnStep(row: number, unit: number): number {
    const known = this.#rows.get(row);
    const follower = known && this.#rules[known.owner];
    if (!follower) return OPEN;
    const { dfa } = follower;
    const isOld = dfa.generation !== follower.generation;
    const value = isOld ? OPEN : dfa.valueAfter(known.state, unit);
    const isOpen = (value & 1) === 1 || dfa.generation !== follower.generation;
    const to = isOpen || value < 0 ? OPEN : this.#rowOf(known.owner, value >> 1);
    this.#table[row + classOf(dfa.program, unit)] = to;
    return to;
  }

  #rowOf(owner: number, state: number): number {
    const follower = this.#rules[owner];
    if (state === DEAD || !follower) return NOTHING;
    const known = follower.rows.get(state);
    if (known !== undefined) return known;
    const row = this.#used;
    const used = row + follower.dfa.program.classes;
    if (used > MOST_NUMBERS) return OPEN;
    this.#used = used;
    if (used > this.#table.length) {
      const larger = new Int32Array(this.#table.length * 2).fill(UNKNOWN);
      larger.set(this.#table);
      this.#table = larger;
    }
    follower.rows.set(state, row);
    this.#rows.set(row, { owner, state });
    return row;
  }
}

/** Where a match of a rule may stand behind its keywords: worked out once. Empty where that is too much. */
const lists = new WeakMap<PatternRule, Int32Array>();

class Follower {
  readonly dfa: Dfa;
  /** The rows of its states. */
  readonly rows = new Map<number, number>();
  /** Of the automaton: when it has forgotten its states, nothing more is learnt of it. */
  readonly generation: number;
  readonly #list: Int32Array;

  private constructor(program: Program, list: Int32Array) {
    this.dfa = new Dfa(program, new Uint8Array(program.op.length));
    this.generation = this.dfa.generation;
    this.#list = list;
  }

  static of(rule: PatternRule, areInOrder: boolean): Follower | undefined {
    if (rule.isForward) return undefined;
    const { program } = rule.automaton();
    const list = lists.get(rule) ?? Int32Array.from(new Walk(program).behind(rule, areInOrder));
    lists.set(rule, list);
    return list.length === 0 ? undefined : new Follower(program, list);
  }

  startAfter(kind: number): number {
    return this.dfa.stateOf(this.#list, kind);
  }
}

/** Sets of instructions at which a match may stand; places (`\\b`) are taken to hold. */
type Standing = ReadonlySet<number>;

class Walk {
  readonly #program: Program;
  #steps = 0;
  /** True where a match may end before the end of a keyword. */
  #isShort = false;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Where a match may stand behind any of the keywords; nowhere, where that is not known. */
  behind({ first, last, keywords }: PatternRule, areInOrder: boolean): Standing {
    let ahead: Standing = new Set([0]);
    const before = new Set<number>();
    for (let lead = 0; lead <= -first && ahead.size > 0; lead += 1) {
      if (lead >= -last) for (const pc of ahead) before.add(pc);
      ahead = this.#after(ahead, undefined);
    }
    const known = new Map<string, Standing>([["", before]]);
    const behind = new Set<number>();
    for (const keyword of keywords) {
      for (const pc of this.#through(keyword, known)) behind.add(pc);
      if (this.#steps > MOST_STEPS) return new Set();
    }
    return this.#isShort && !areInOrder ? new Set() : behind;
  }

  #through(text: string, known: Map<string, Standing>): Standing {
    const made = known.get(text);
    if (made) return made;
    const units = casesOf(text.charCodeAt(text.length - 1));
    const classes = units.map((unit) => classOf(this.#program, unit));
    const after = this.#after(this.#through(text.slice(0, -1), known), classes);
    known.set(text, after);
    return after;
  }

  /** Where it may stand after a unit of one of the classes (undefined: any). */
  #after(from: Standing, classes: readonly number[] | undefined): Standing {
    const { op, x, sets } = this.#program;
    const seen = new Set<number>();
    const after = new Set<number>();
    const stack = [...from];
    for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
      if (seen.has(pc)) continue;
      seen.add(pc);
      stack.push(...targetsOf(this.#program, pc));
      if (op[pc] === OP.match) this.#isShort = true;
      if (op[pc] !== OP.set) continue;
      const set = sets[x[pc] ?? 0];
      if (!classes || classes.some((one) => set?.[one] === 1)) after.add(pc + 1);
    }
    this.#steps += seen.size;
    return after;
  }
}
