import type { CharSet } from "../regex/charSet.ts";
import { toSet } from "../regex/charSet.ts";
import { targetsOf } from "../regex/groups.ts";
import { classOf, OP, type Program } from "../regex/program.ts";
import { casesOf } from "./automaton.ts";
import type { PatternRule } from "./compiledRule.ts";

/** Instructions looked at before it is too much to work out what may follow a keyword. */
const MOST_STEPS = 500_000;
/** More keywords of different lengths than this are not compared. */
const MOST_COMPARED = 100;

/** Instructions at which a match may stand; places (`\\b`) are taken to hold. */
type Standing = Iterable<number>;

/** Where a rule's matches may begin. */
export type Places = Pick<PatternRule, "keywords" | "first" | "last" | "isForward">;

/**
 * Keywords that stand inside others begin before them and end after them: then hits come in another order than the places
 * at which matches begin, and none may be left out.
 */
export function areInOrder(keywords: readonly string[]): boolean {
  if (keywords.every(({ length }) => length === keywords[0]?.length)) return true;
  if (keywords.length > MOST_COMPARED) return false;
  return keywords.every((outer) => {
    const inside = outer.slice(1, -1);
    return keywords.every((inner) => !inside.includes(inner));
  });
}

/**
 * The instructions at which a match may stand behind any of the keywords; none, where that is not known. Where the keywords
 * are not in order, no match may end before a keyword does: then all matches that begin at its places are told of.
 */
export function standingBehind(program: Program, places: Places): Int32Array {
  if (places.isForward) return new Int32Array(0);
  const walk = new Walk(program);
  const behind = walk.behind(places);
  const isTold = !walk.hasEnded || areInOrder(places.keywords);
  return Int32Array.from(isTold ? behind : []);
}

/** The units of which each match that stands there has one next, unit by unit, as far as no match may end; `most` at most. */
export function unitsBehind(program: Program, standing: Standing, most: number): CharSet[] {
  const walk = new Walk(program);
  const out: CharSet[] = [];
  for (let ahead = standing; out.length < most; ) {
    const { units, after } = walk.next(ahead);
    if (walk.hasEnded) break;
    out.push(units);
    ahead = after;
  }
  return out;
}

function unitsOf({ ascii, bounds, boundClass }: Program, classes: ReadonlySet<number>): CharSet {
  const ranges: number[] = [];
  ascii.forEach((cls, unit) => {
    if (classes.has(cls)) ranges.push(unit, unit);
  });
  boundClass.forEach((cls, i) => {
    if (classes.has(cls)) ranges.push(bounds[i] ?? 0, (bounds[i + 1] ?? 0x10000) - 1);
  });
  return toSet(ranges);
}

class Walk {
  /** True where a match may have ended on the way. */
  hasEnded = false;
  readonly #program: Program;
  #steps = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  behind({ first, last, keywords }: Places): Standing {
    let ahead: ReadonlySet<number> = new Set([0]);
    const before = new Set<number>();
    for (let lead = 0; lead <= -first && ahead.size > 0; lead += 1) {
      if (lead >= -last) for (const pc of ahead) before.add(pc);
      ahead = this.#after(ahead, undefined);
    }
    const known = new Map<string, ReadonlySet<number>>([["", before]]);
    const behind = new Set<number>();
    for (const keyword of keywords) {
      for (const pc of this.#through(keyword, known)) behind.add(pc);
      if (this.#steps > MOST_STEPS) return [];
    }
    return behind;
  }

  /** What may come next, and where a match then stands. */
  next(from: Standing): { readonly units: CharSet; readonly after: Standing } {
    const { op, x, sets } = this.#program;
    const classes = new Set<number>();
    for (const pc of this.#reached(from)) {
      if (op[pc] !== OP.set) continue;
      sets[x[pc] ?? 0]?.forEach((has, cls) => {
        if (has === 1) classes.add(cls);
      });
    }
    return { units: unitsOf(this.#program, classes), after: this.#after(from, undefined) };
  }

  #through(text: string, known: Map<string, ReadonlySet<number>>): ReadonlySet<number> {
    const made = known.get(text);
    if (made) return made;
    const units = casesOf(text.charCodeAt(text.length - 1));
    const classes = units.map((unit) => classOf(this.#program, unit));
    const after = this.#after(this.#through(text.slice(0, -1), known), classes);
    known.set(text, after);
    return after;
  }

  /** All instructions that are come to without reading anything. */
  #reached(from: Standing): ReadonlySet<number> {
    const seen = new Set<number>();
    const stack = [...from];
    for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
      if (seen.has(pc)) continue;
      seen.add(pc);
      stack.push(...targetsOf(this.#program, pc));
      if (this.#program.op[pc] === OP.match) this.hasEnded = true;
    }
    this.#steps += seen.size;
    return seen;
  }

  /** Where it may stand after a unit of one of the classes (undefined: any). */
  #after(from: Standing, classes: readonly number[] | undefined): ReadonlySet<number> {
    const { op, x, sets } = this.#program;
    const after = new Set<number>();
    for (const pc of this.#reached(from)) {
      if (op[pc] !== OP.set) continue;
      const set = sets[x[pc] ?? 0];
      if (!classes || classes.some((one) => set?.[one] === 1)) after.add(pc + 1);
    }
    return after;
  }
}
