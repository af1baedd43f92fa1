import { foldText } from "../normal/fold.ts";

/** FNV-1a over UTF-16 units, from any beginning: fast, and secret only as far as its beginning is. */
export function hashText(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const NO_WORD = /[^\p{L}\p{N}]+/u;

/** A text's words as the scanner sees them: folded, in small letters. */
export const wordsOf = (text: string): string[] =>
  foldText(text)
    .toLowerCase()
    .split(NO_WORD)
    .filter((word) => word !== "");
