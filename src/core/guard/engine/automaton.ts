import { type CharSet, contains, WORD } from "../regex/charSet.ts";
import { heldAt, type Keyword, type Output, outputsOf, plantKeywords } from "./keywordTrie.ts";
import { labelsOf, mergeStates } from "./mergeStates.ts";
import { subsetsOf } from "./subsets.ts";

/** Pairs of positions and places in an automaton's `outputs`, of which `count` numbers are in use. */
export type Hits = { pairs: Uint32Array; count: number };

const SPACE = 32;
const ASCII = Array.from({ length: 128 }, (_, unit) => unit);
const asciiOf = (set: CharSet): number[] => ASCII.filter((unit) => contains(set, unit));

/** All characters of keywords, and those of ASCII in their tails. */
function charsOf(keywords: readonly Keyword[]): ReadonlySet<string> {
  const tails = new Set(keywords.flatMap(({ tail }) => tail));
  const inTails = [...tails].flatMap((set) => asciiOf(set));
  const inTexts = keywords.flatMap(({ text }) => text.split(""));
  return new Set([...inTexts, ...inTails.map((unit) => String.fromCharCode(unit))]);
}

/** Both cases of a unit, where each is one unit. */
export function casesOf(unit: number): number[] {
  const char = String.fromCharCode(unit);
  return [char, char.toLowerCase(), char.toUpperCase()]
    .filter(({ length }) => length === 1)
    .map((one) => one.charCodeAt(0));
}

/** Characters by how often texts have them: their classes stand side by side, so that few lines of the table are in use. */
const COMMON = " etaoinsrhldcumfpgwybvkxjqz.,-:/_0123456789@";

/** So many characters have a class of their own, those of ASCII first; others share the rest, as names in other scripts do. */
const OWN_CLASSES = 200;
const SHARED_CLASSES = 56;

/** The same for both cases of a letter. */
const oneCase = (text: string): string => text.toUpperCase().toLowerCase();

/** Texts shorter than this are read from one end to the other. */
const LEAST_HALVED = 256;
/** Of the scan at work. */
const secondHalf: Hits = { pairs: new Uint32Array(0), count: 0 };

/** Numbers of a line of the processor's cache. */
const LINE = 16;
/** Room for a row: lines in an odd number, so that the rows' first lines, most in use, spread over the whole cache. */
const strideFor = (classes: number): number => (Math.ceil(classes / LINE) | 1) * LINE;

/**
 * All keywords in one pass: a dense Aho-Corasick automaton over classes of units, with states that nothing tells apart
 * made one. States are numbered breadth-first, those with output last, and stand in the table multiplied by
 * the stride: a step is two loads and one comparison.
 */
export class Automaton {
  readonly classes = new Uint8Array(65_536);
  readonly table: Uint32Array;
  readonly stride: number;
  /** States from here on (multiplied) have output. */
  readonly firstHit: number;
  /** What ends at a place: how many numbers follow, then an owner, the length of its keyword with its tail, and the tail's. */
  readonly outputs: Int32Array;
  /** The state in which a text begins. */
  readonly initial: number;
  /** For each state, how much of the text ends there with the beginning of something held. */
  readonly #held: Uint32Array;
  /** Units that decide on a state. */
  readonly #longest: number;
  /** True where different characters share a class: a hit is a keyword only where `isMeant` says so. */
  isShared = false;
  readonly #texts = new Map<number, Set<string>>();

  constructor(keywords: readonly Keyword[]) {
    this.#longest = keywords.reduce(
      (longest, { text, tail }) => Math.max(longest, 1 + text.length + tail.length),
      0,
    );
    const count = this.#assignClasses(keywords);
    const stride = strideFor(count + 1);
    this.stride = stride;
    const { trie, table: dense, nodes } = withFewStates(keywords, this.classes, stride);
    const outputs = nodes.map((some) => outputsOf(trie, some));
    const held = nodes.map((some) => heldAt(trie, some));
    const labels = labelsOf(nodes.length, (state) => `${textOf(outputs[state])} ${held[state]}`);
    const same = mergeStates(dense, stride, labels);
    const kept = [...new Set(same)];
    const quiet = kept.filter((state) => outputs[state]?.length === 0);
    const loud = kept.filter((state) => outputs[state]?.length !== 0);
    const numbered = [...quiet, ...loud];
    const numberOf = new Uint32Array(nodes.length);
    numbered.forEach((state, number) => {
      numberOf[state] = number;
    });
    this.firstHit = quiet.length * stride;
    this.#held = Uint32Array.from(numbered, (state) => held[state] ?? 0);
    this.table = new Uint32Array(numbered.length * stride);
    numbered.forEach((node, number) => {
      for (let cls = 0; cls < stride - 1; cls += 1) {
        const to = same[dense[node * stride + cls] ?? 0] ?? 0;
        this.table[number * stride + cls] = (numberOf[to] ?? 0) * stride;
      }
    });
    this.initial = this.table[this.classes[SPACE] ?? 0] ?? 0;
    this.outputs = this.#putOutputs(numbered.map((node) => outputs[node] ?? []));
  }

  /** Sets the outputs of all states down, and in the last column of each state's row where they are. */
  #putOutputs(outputs: readonly (readonly Output[])[]): Int32Array {
    const numbers: number[] = [];
    outputs.forEach((some, number) => {
      this.table[(number + 1) * this.stride - 1] = numbers.length;
      const triples = some.flatMap(({ owner, length, tail }) => [owner, length, tail]);
      numbers.push(triples.length, ...triples);
    });
    return Int32Array.from(numbers);
  }

  #assignClasses(keywords: readonly Keyword[]): number {
    const chars = charsOf(keywords);
    const common = [...COMMON].filter((char) => chars.has(char));
    const ascii = [...chars].filter((char) => char.charCodeAt(0) < 128);
    // Word characters that no keyword has are no break.
    for (const unit of asciiOf(WORD)) this.classes[unit] = 1;
    const known = new Set<number>();
    let count = 2;
    for (const char of new Set([...common, ...ascii, ...chars])) {
      const unit = char.charCodeAt(0);
      if (known.has(unit)) continue;
      const isOwn = count < OWN_CLASSES;
      const shared = OWN_CLASSES + (Math.min(...casesOf(unit)) % SHARED_CLASSES);
      for (const same of casesOf(unit)) {
        this.classes[same] = isOwn ? count : shared;
        known.add(same);
      }
      if (isOwn) count += 1;
      else this.#share(keywords);
    }
    return this.isShared ? OWN_CLASSES + SHARED_CLASSES : count;
  }

  #share(keywords: readonly Keyword[]): void {
    if (this.isShared) return;
    this.isShared = true;
    for (const { owner, text } of keywords) {
      const known = this.#texts.get(owner) ?? new Set();
      this.#texts.set(owner, known.add(oneCase(text)));
    }
  }

  /** Where characters share classes: whether what stands there is a keyword of the owner. What has gone by is taken for one. */
  isMeant(owner: number, units: Uint16Array, start: number, end: number): boolean {
    if (start < 0) return true;
    const text = String.fromCharCode(...units.subarray(start, end));
    return this.#texts.get(owner)?.has(oneCase(text)) === true;
  }

  /**
   * Reads `units` from `from` to `to`, and appends pairs to `hits`: the position behind each place where at least one
   * keyword ends (counted from `units[0]`), and where in `outputs` it is told which. Returns the state at the end.
   */
  scan(units: Uint16Array, from: number, to: number, begun: number, hits: Hits): number {
    reserve(hits, hits.count + (to - from) * 2);
    return to - from < LEAST_HALVED + this.#longest
      ? this.#read(units, from, to, begun, hits)
      : this.#readHalves(units, from, to, begun, hits);
  }

  #read(units: Uint16Array, from: number, to: number, begun: number, hits: Hits): number {
    const { classes, table, firstHit } = this;
    const last = this.stride - 1;
    const { pairs } = hits;
    let { count } = hits;
    let state = begun;
    for (let i = from; i < to; i += 1) {
      state = table[state + (classes[units[i] as number] as number)] as number;
      if (state < firstHit) continue;
      pairs[count] = i + 1;
      pairs[count + 1] = table[state + last] as number;
      count += 2;
    }
    hits.count = count;
    return state;
  }

  /**
   * Both halves at once, since each step waits for the one before. The state at the middle depends on no more than the
   * longest keyword's length of what is before.
   */
  #readHalves(units: Uint16Array, from: number, to: number, begun: number, hits: Hits): number {
    const { classes, table, firstHit } = this;
    const last = this.stride - 1;
    const middle = (from + to) >> 1;
    const half = middle - from;
    reserve(secondHalf, (to - from) * 2);
    secondHalf.count = 0;
    let state = begun;
    let second = this.#read(units, middle - this.#longest, middle, 0, secondHalf);
    const { pairs } = hits;
    const { pairs: later } = secondHalf;
    let { count } = hits;
    let laterCount = 0;
    for (let i = from; i < middle; i += 1) {
      state = table[state + (classes[units[i] as number] as number)] as number;
      second = table[second + (classes[units[i + half] as number] as number)] as number;
      if (state >= firstHit) {
        pairs[count] = i + 1;
        pairs[count + 1] = table[state + last] as number;
        count += 2;
      }
      if (second >= firstHit) {
        later[laterCount] = i + half + 1;
        later[laterCount + 1] = table[second + last] as number;
        laterCount += 2;
      }
    }
    pairs.set(later.subarray(0, laterCount), count);
    hits.count = count + laterCount;
    return this.#read(units, middle + half, to, second, hits);
  }

  /** How much of the text read so far is the beginning of something held. */
  held(state: number): number {
    return this.#held[state / this.stride] as number;
  }
}

/** States for each unit of a keyword or its tail, and in any case, beyond which tails are not worth theirs. */
const STATES_PER_UNIT = 2;
const FEW_STATES = 20_000;

/**
 * Tails of many rules may multiply states without end: then they are left out, and the keywords are found alone. These make no
 * more states than they have beginnings, twice where some ask for a break.
 */
function withFewStates(keywords: readonly Keyword[], classes: Uint8Array, stride: number) {
  const units = keywords.reduce((sum, { text, tail }) => sum + text.length + tail.length, 0);
  const trie = plantKeywords(keywords, classes);
  const subsets = subsetsOf(trie, stride, FEW_STATES + units * STATES_PER_UNIT);
  if (subsets) return { trie, ...subsets };
  const bare = plantKeywords(
    keywords.map((keyword) => ({ ...keyword, tail: [] })),
    classes,
  );
  const { table, nodes } = subsetsOf(bare, stride, Number.POSITIVE_INFINITY) ?? NO_SUBSETS;
  return { trie: bare, table, nodes };
}

const NO_SUBSETS = { table: new Uint32Array(0), nodes: [] };

const textOf = (outputs: readonly Output[] = []): string =>
  outputs.map(({ owner, length, tail }) => `${owner}:${length}:${tail}`).join();

function reserve(hits: Hits, least: number): void {
  if (least <= hits.pairs.length) return;
  const larger = new Uint32Array(Math.max(least, hits.pairs.length * 2));
  larger.set(hits.pairs);
  hits.pairs = larger;
}
