/**
 * MinHash (Broder 1997) over words and neighbouring words: two texts agree in a position of their sketches with the
 * probability of their Jaccard similarity. Bands of four positions find candidates: texts with similarity s share at
 * least one of the 24 with probability 1 - (1 - s^4)^24, that is 0.99 at 0.65 and 0.04 at 0.2.
 */
const ROWS = 4;
const BANDS = 24;
const POSITIONS = ROWS * BANDS;
/** With fewer distinct words a text says too little to be compared. */
const FEWEST_WORDS = 8;

/** `sketch`: one byte per position, as hexadecimal. `bands`: signed 32-bit integers. */
export type Sketch = { readonly sketch: string; readonly bands: readonly number[] };

/** Murmur3's finaliser: every input bit moves every output bit. */
function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

// The permutations are part of what is stored: changing a constant here makes old sketches worthless.
const FACTOR = Int32Array.from({ length: POSITIONS }, (_, i) => mix(2 * i + 1) | 1);
const OFFSET = Int32Array.from({ length: POSITIONS }, (_, i) => mix(0x9e3779b9 + i));

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

function lower(least: Int32Array, shingle: number): void {
  for (let i = 0; i < POSITIONS; i++) {
    const h = Math.imul(shingle ^ (OFFSET[i] as number), FACTOR[i] as number);
    const value = h ^ (h >>> 15);
    if (value < (least[i] as number)) least[i] = value;
  }
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
  const least = new Int32Array(POSITIONS).fill(0x7fffffff);
  let before = 0;
  for (const word of words) {
    lower(least, word);
    if (before !== 0) lower(least, mix(Math.imul(before, 0x9e3779b1) ^ word));
    before = word;
  }
  let sketch = "";
  for (const value of least) sketch += HEX[value & 255];
  return { sketch, bands: bandsOf(least) };
}

/** Estimated Jaccard similarity, 0 to 1, standard error at most 0.05. Bytes agree by chance in one of 256, which is taken out. */
export function similarity(a: string, b: string): number {
  let equal = 0;
  for (let i = 0; i < POSITIONS; i++) {
    const at = 2 * i;
    if (a[at] === b[at] && a[at + 1] === b[at + 1]) equal++;
  }
  return Math.max(0, (equal / POSITIONS - 1 / 256) / (1 - 1 / 256));
}
