/** A number in a text; places are UTF-16 units. */
export type WrittenNumber = {
  readonly value: number;
  readonly start: number;
  readonly end: number;
};

/** Digits that are part of a word, an identifier or a date are no numbers. */
const NUMBER =
  /(?<![\p{L}\p{N}_.,:/#-])[-+\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\p{L}\p{N}_/:-]|[.,]\d)/gu;

export function findNumbers(text: string): WrittenNumber[] {
  return [...text.matchAll(NUMBER)].map((found) => {
    const value = Number(found[0].replaceAll(",", "").replace("\u2212", "-"));
    return { value, start: found.index, end: found.index + found[0].length };
  });
}

/** Sources are looser: a number that stands inside an identifier or a date there may be quoted. */
const DIGITS = /-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/g;

export const numbersIn = (text: string): number[] =>
  [...text.matchAll(DIGITS)].map(([digits]) => Number(digits.replaceAll(",", "")));

/** Whether a number stands among others, or its absolute value does, within a share of itself. */
export function isAmong(value: number, sources: ReadonlySet<number>, tolerance: number): boolean {
  if (sources.has(value) || sources.has(Math.abs(value)) || sources.has(-value)) return true;
  if (tolerance === 0) return false;
  const reach = Math.abs(value) * tolerance;
  for (const source of sources)
    if (Math.abs(Math.abs(source) - Math.abs(value)) <= reach) return true;
  return false;
}
