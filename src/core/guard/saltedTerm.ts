import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { hashText, wordsOf } from "./engine/words.ts";
import type { SaltedTerm } from "./registry.ts";

const encoder = new TextEncoder();
const TAG = 0xffff;
/** Longer terms are cut: a near copy of a text is another thing. */
export const MOST_WORDS = 8;

export const tagOf = (salt: string, text: string): number => hashText(text, hashText(salt)) & TAG;

export const slowHashOf = (salt: string, text: string): string =>
  bytesToHex(hmac(sha256, encoder.encode(salt), encoder.encode(text)));

/**
 * What is kept of a term that its owner shows to nobody: salted hashes of its folded words. Whoever has the salt can test
 * guesses, so the salt is kept where secrets are, apart from the terms. Undefined: there is no word in it.
 */
export function toSaltedTerm(salt: string, term: string): SaltedTerm | undefined {
  const words = wordsOf(term).slice(0, MOST_WORDS);
  const [first] = words;
  if (first === undefined) return undefined;
  const text = words.join(" ");
  return {
    words: words.length,
    firstTag: tagOf(salt, first),
    tag: tagOf(salt, text),
    hash: slowHashOf(salt, text),
  };
}
