/** The order CSAF 2.0 asks of keys (6.2.13) is a dictionary's, not that of code points. */
const dictionary = new Intl.Collator("en");

/** A copy with the keys of every object in dictionary order; lists keep theirs. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => dictionary.compare(a, b));
  return Object.fromEntries(entries.map(([key, one]) => [key, sortedKeys(one)]));
}
