import { SHINGLE, shingleHash } from "./engine/wordRules.ts";
import { wordsOf } from "./engine/words.ts";

/** Of all shingles every fourth is kept, by its hash: the same ones in a text and in what repeats it. */
const EVERY = 4;
const MOST = 64;

/** Hashes of some of a text's shingles, as signed 32-bit integers: to be looked up, and the engine has the last word. */
export function sampleShingles(texts: readonly string[]): number[] {
  const hashes = new Set<number>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let i = 0; i + SHINGLE <= words.length; i += 1) {
      const hash = shingleHash(words.slice(i, i + SHINGLE));
      if (hash % EVERY === 0) hashes.add(hash | 0);
    }
  }
  return [...hashes];
}

/** What is kept of a text that may not be repeated: its first ones by hash, so that a long text costs no more than this. */
export const keptShingles = (texts: readonly string[]): number[] =>
  sampleShingles(texts)
    .sort((a, b) => a - b)
    .slice(0, MOST);
