import { foldText } from "../normal/fold.ts";

/**
 * Words of any script as alternatives of a pattern, spelt as the engine reads them: patterns run on folded text. A capital may
 * fold to another letter than its small one: the Russian П stays, п is read as n.
 */
export const foldedWords = (words: readonly string[]): string => {
  const spelt = words.flatMap((word) => [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]);
  return [...new Set(spelt.map((word) => foldText(word).toLowerCase()))].join("|");
};
