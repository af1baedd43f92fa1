import type { CodePoints } from "./codePoints.ts";

/** How like the best stretch of a longer text is, 0 to 100, and where that stretch stands. */
export type Alignment = { readonly score: number; readonly start: number; readonly end: number };

/** What a text is compared with many times: for each of its points a number, and for each number the places where it stands, as bits. */
type Pattern = {
  readonly size: number;
  readonly numbers: ReadonlyMap<string, number>;
  /** The words of number 0, then those of 1 … */
  readonly masks: Uint32Array;
  readonly words: number;
};

/** A text in a pattern's numbers; -1 for what the pattern does not hold. */
type Numbered = Int32Array;

const WORD_BITS = 32;

function toPattern(points: CodePoints): Pattern {
  const numbers = new Map<string, number>();
  for (const point of points) if (!numbers.has(point)) numbers.set(point, numbers.size);
  const words = Math.ceil(points.length / WORD_BITS);
  const masks = new Uint32Array(numbers.size * words);
  for (const [at, point] of points.entries()) {
    const word = (numbers.get(point) ?? 0) * words + Math.floor(at / WORD_BITS);
    masks[word] = (masks[word] ?? 0) | (1 << (at % WORD_BITS));
  }
  return { size: points.length, numbers, masks, words };
}

const toNumbered = ({ numbers }: Pattern, text: CodePoints): Numbered =>
  Int32Array.from(text, (point) => numbers.get(point) ?? -1);

/** The length of the longest common subsequence, 32 columns at a time (Hyyrö, 2004). */
function commonLength(pattern: Pattern, text: Numbered, start: number, end: number): number {
  const rows = new Uint32Array(pattern.words).fill(0xffffffff);
  for (let at = start; at < end; at += 1) {
    const number = text[at] ?? -1;
    if (number >= 0) step(rows, pattern.masks, number * pattern.words);
  }
  return countZeros(rows, pattern.size);
}

/** One point of the text: adds the matched columns, with their carry, and keeps those that were not matched. */
function step(rows: Uint32Array, masks: Uint32Array, first: number): void {
  let carry = 0;
  for (let word = 0; word < rows.length; word += 1) {
    const row = rows[word] ?? 0;
    const mask = masks[first + word] ?? 0;
    const sum = row + ((row & mask) >>> 0) + carry;
    carry = sum > 0xffffffff ? 1 : 0;
    rows[word] = (sum >>> 0) | (row & ~mask);
  }
}

function countZeros(rows: Uint32Array, size: number): number {
  let zeros = 0;
  for (let at = 0; at < size; at += 1)
    if ((((rows[Math.floor(at / WORD_BITS)] ?? 0) >>> (at % WORD_BITS)) & 1) === 0) zeros += 1;
  return zeros;
}

/** Insertions and deletions from the pattern to a stretch of the text. */
const editsTo = (pattern: Pattern, text: Numbered, start: number, end: number): number =>
  pattern.size + (end - start) - 2 * commonLength(pattern, text, start, end);

/**
 * The stretch of `text` most like `sought`, by insertions and deletions, as `partial_ratio_alignment` of RapidFuzz finds it: among
 * stretches of equal score the one that its search meets first. `start` and `end` are in `text`, which may be the shorter one.
 */
export function partialRatio(sought: CodePoints, text: CodePoints): Alignment {
  if (sought.length === 0 || text.length === 0)
    return { score: sought.length === text.length ? 100 : 0, start: 0, end: sought.length };
  if (sought.length > text.length) {
    const { score } = align(text, sought);
    return { score, start: 0, end: text.length };
  }
  const found = align(sought, text);
  if (found.score === 100 || sought.length !== text.length) return found;
  const turned = align(text, sought);
  return turned.score > found.score ? { score: turned.score, start: 0, end: text.length } : found;
}

function align(shorter: CodePoints, longer: CodePoints): Alignment {
  const pattern = toPattern(shorter);
  const text = toNumbered(pattern, longer);
  const whole = bestWindow(pattern, text);
  return whole.score === 100 ? whole : bestEdge(pattern, text, whole);
}

/** Of the stretches as long as the pattern, by halving ranges and leaving out those that cannot hold a better one. */
function bestWindow(pattern: Pattern, text: Numbered): Alignment {
  const { size } = pattern;
  const windows = text.length - size;
  let best = { edits: 2 * size, start: 0 };
  const edits = new Map<number, number>();
  const look = (start: number): number => {
    const known = edits.get(start);
    if (known !== undefined) return known;
    const found = editsTo(pattern, text, start, start + size);
    edits.set(start, found);
    if (found < best.edits) best = { edits: found, start };
    return found;
  };
  let ranges: (readonly [number, number])[] = windows > 0 ? [[0, windows - 1]] : [];
  while (ranges.length > 0 && best.edits > 0) {
    const halves: (readonly [number, number])[] = [];
    for (const [first, last] of ranges) {
      const [low, high] = [look(first), look(last)];
      const between = last - first;
      if (best.edits === 0) break;
      if (between <= 1) continue;
      const reachable = Math.min(low, high) - (between + Math.floor(Math.abs(low - high) / 2));
      if (reachable >= best.edits) continue;
      const middle = first + Math.floor(between / 2);
      halves.push([first, middle], [middle, last]);
    }
    ranges = halves;
  }
  const score = (1 - best.edits / (2 * size)) * 100;
  return { score, start: best.start, end: best.start + size };
}

/** Stretches that are cut off by the text's beginning or end. */
function bestEdge(pattern: Pattern, text: Numbered, whole: Alignment): Alignment {
  let best = whole;
  const tryOne = (start: number, end: number, edge: number | undefined): void => {
    if (edge === undefined || edge < 0) return;
    const length = pattern.size + end - start;
    const score = (1 - editsTo(pattern, text, start, end) / length) * 100;
    if (score > best.score) best = { score, start, end };
  };
  for (let end = 1; end < pattern.size; end += 1) tryOne(0, end, text[end - 1]);
  for (let start = text.length - pattern.size; start < text.length; start += 1)
    tryOne(start, text.length, text[start]);
  return best;
}
