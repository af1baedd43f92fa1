import { type CharSet, contains, WORD, without } from "../regex/charSet.ts";

/** One unit of what is looked for: the classes it may be of, in order. The same classes are the same step. */
export type Step = { readonly classes: readonly number[] };

/** Fewer texts of one length than this are taken one by one. */
const LEAST_MERGED = 8;

/** Steps over an automaton's classes of units. */
export class StepBook {
  readonly #classes: Uint8Array;
  readonly #steps = new Map<string, Step>();
  readonly #ofSets = new Map<string, Step>();

  /** ASCII, and all others that have a class. */
  readonly #units: readonly number[];

  constructor(classes: Uint8Array) {
    this.#classes = classes;
    const units: number[] = [];
    for (let unit = 0; unit < classes.length; unit += 1) {
      if (unit < 128 || classes[unit] !== 0) units.push(unit);
    }
    this.#units = units;
  }

  #of(classes: readonly number[]): Step {
    const key = classes.join();
    const known = this.#steps.get(key) ?? { classes };
    this.#steps.set(key, known);
    return known;
  }

  /** Anything but a word character of ASCII. */
  get break(): Step {
    return this.ofSet(without(WORD));
  }

  /** All classes that have a unit of the set. */
  ofSet(set: CharSet): Step {
    const key = set.join();
    const known = this.#ofSets.get(key);
    if (known) return known;
    const classes = new Set<number>();
    for (const unit of this.#units) if (contains(set, unit)) classes.add(this.#classes[unit] ?? 0);
    // Units that no keyword has are of class 0, nearly all of them beyond ASCII.
    if ((set.at(-1) ?? 0) > 127) classes.add(0);
    const made = this.#of([...classes].sort((a, b) => a - b));
    this.#ofSets.set(key, made);
    return made;
  }

  /** Texts of one length as sequences of steps: those that differ in one place only become one, place by place. */
  ofTexts(texts: readonly string[]): Step[][] {
    const length = texts[0]?.length ?? 0;
    let merged = texts.map((text) =>
      Array.from({ length }, (_, i) => this.#of([this.#classes[text.charCodeAt(i)] ?? 0])),
    );
    if (texts.length < LEAST_MERGED) return merged;
    for (let place = length - 1; place >= 0; place -= 1) merged = this.#mergedAt(merged, place);
    return merged;
  }

  #mergedAt(sequences: readonly Step[][], place: number): Step[][] {
    const groups = new Map<string, { readonly first: Step[]; readonly classes: Set<number> }>();
    for (const steps of sequences) {
      const key = steps.map(({ classes }, i) => (i === place ? "" : classes.join())).join(";");
      const known = groups.get(key) ?? { first: steps, classes: new Set() };
      for (const cls of steps[place]?.classes ?? []) known.classes.add(cls);
      groups.set(key, known);
    }
    return [...groups.values()].map(({ first, classes }) =>
      first.with(place, this.#of([...classes].sort((a, b) => a - b))),
    );
  }
}
