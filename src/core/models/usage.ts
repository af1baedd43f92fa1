/** More than any model takes or writes at once. */
const MOST_TOKENS = 20_000_000;

/** UTF-16 units of the longest token in the vocabularies in use: a run of 128 blanks. */
const LONGEST_TOKEN = 128;

/**
 * A number of tokens as an endpoint says it, for a text of so many UTF-16 units; null where it cannot be true: no whole number,
 * negative, beyond every model, or too few to spell the text.
 */
export function believeTokens(said: unknown, units: number): number | null {
  if (typeof said !== "number" || !Number.isInteger(said)) return null;
  if (said < 0 || said > MOST_TOKENS) return null;
  return said >= Math.ceil(units / LONGEST_TOKEN) ? said : null;
}
