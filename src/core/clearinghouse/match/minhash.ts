/**
 * MinHash over words and neighbouring words: two texts agree in a position of their sketches with the probability of
 * their Jaccard similarity. One hash a shingle serves all positions (one permutation, Li, Owen and Zhang 2012; empty
 * positions borrow from others, Shrivastava 2017), which is twenty times as fast as a hash for each position.
 * Bands of four positions find candidates: texts with similarity s share at least one of the 24 with probability
 * 1 - (1 - s^4)^24, that is 0.99 at 0.65 and 0.04 at 0.2.
 */
const ROWS = 4;
const BANDS = 24;
const POSITIONS = ROWS * BANDS;
/** With fewer distinct words a text says too little to be compared. */
const FEWEST_WORDS = 8;

/** `sketch`: one byte per position, as hexadecimal. `bands`: signed 32-bit integers. */
export type Sketch = { readonly sketch: string; readonly bands: readonly number[] };

/** Murmur3's finaliser: every input bit moves every output bit. What is stored rests on it: changing it makes old sketches worthless. */
function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** Words that stand in every report and tell none apart. */
const COMMON = new Set(
  "the and for that this with from are not can but was which when then than into its has have will been does only also any all one two here there they such via using used use may must should would could"
    .split(" ")
    .map(hashText),
);

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95 || code >= 128;

/** Hashes of the words of three letters or more, lower case, in the order of the text; common words left out. */
function wordsOf(text: string): Int32Array {
  const lower = text.toLowerCase();
  const words = new Int32Array(lower.length / 3 + 1);
  let count = 0;
  let h = 0x811c9dc5;
  let length = 0;
  for (let i = 0; i <= lower.length; i++) {
    const code = i < lower.length ? lower.charCodeAt(i) : 32;
    if (isWordCode(code)) {
      h = Math.imul(h ^ code, 0x01000193);
      length++;
      continue;
    }
    if (length >= 3) {
      const word = mix(h);
      if (!COMMON.has(word)) words[count++] = word;
    }
    h = 0x811c9dc5;
    length = 0;
  }
  return words.subarray(0, count);
}

const EMPTY = 0x7fffffff;

/** The upper half of the hash names the position, all of it mixed again is the value there. */
function lower(least: Int32Array, shingle: number): void {
  const at = ((shingle >>> 16) * POSITIONS) >>> 16;
  const value = mix(shingle) & 0x7ffffffe;
  if (value < (least[at] as number)) least[at] = value;
}

/** An empty position takes the value of one that is not, the same in every text that has it. */
function fillEmpty(least: Int32Array): Int32Array {
  return least.map((value, i) => {
    let taken = value;
    for (let attempt = 1; taken === EMPTY; attempt++)
      taken = least[(mix(Math.imul(i, 0x3779) + attempt) >>> 0) % POSITIONS] as number;
    return taken;
  });
}

function bandsOf(least: Int32Array): readonly number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let h = band;
    for (let row = 0; row < ROWS; row++)
      h = mix(Math.imul(h, 31) ^ (least[band * ROWS + row] as number));
    return h;
  });
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** `null` for a text too short to compare. */
export function sketchOf(text: string): Sketch | null {
  const words = wordsOf(text);
  if (new Set(words).size < FEWEST_WORDS) return null;
  const least = new Int32Array(POSITIONS).fill(EMPTY);
  let before = 0;
  for (const word of words) {
    lower(least, word);
    if (before !== 0) lower(least, mix(Math.imul(before, 0x9e3779b1) ^ word));
    before = word;
  }
  const full = fillEmpty(least);
  let sketch = "";
  for (const value of full) sketch += HEX[(value >>> 8) & 255];
  return { sketch, bands: bandsOf(full) };
}

/** Estimated Jaccard similarity, 0 to 1, standard error about 0.05. Bytes agree by chance in one of 256, which is taken out. */
export function similarity(a: string, b: string): number {
  let equal = 0;
  for (let i = 0; i < POSITIONS; i++) {
    const at = 2 * i;
    if (a[at] === b[at] && a[at + 1] === b[at + 1]) equal++;
  }
  return Math.max(0, (equal / POSITIONS - 1 / 256) / (1 - 1 / 256));
}
