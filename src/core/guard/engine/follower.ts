import { DEAD, Dfa } from "../regex/dfa.ts";
import { classOf, type Program } from "../regex/program.ts";
import type { PatternRule } from "./compiledRule.ts";

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

  /** Takes a rule in, where it is known where its matches stand behind its keywords. */
  learn(owner: number, rule: PatternRule): void {
    const follower = Follower.of(rule);
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

  static of(rule: PatternRule): Follower | undefined {
    const list = rule.standing();
    return list.length === 0 ? undefined : new Follower(rule.automaton().program, list);
  }

  startAfter(kind: number): number {
    return this.dfa.stateOf(this.#list, kind);
  }
}
