/**
 * Single UTF-16 units by the classes that patterns have for them, where one unit decides and a pattern would cost more. NaN,
 * which stands beyond a text's edges, is in no class.
 */
export const SPACE = 32;
export const QUOTE = 34;
export const APOSTROPHE = 39;
export const PLUS = 43;
export const COMMA = 44;
export const HYPHEN = 45;
export const DOT = 46;
export const SLASH = 47;
export const ZERO = 48;
export const COLON = 58;
export const MORE = 62;
export const BACKTICK = 96;

export const isDigit = (unit: number): boolean => unit > 47 && unit < 58;
export const isSmall = (unit: number): boolean => unit > 96 && unit < 123;
export const isCapital = (unit: number): boolean => unit > 64 && unit < 91;
/** `\w` */
export const isWord = (unit: number): boolean =>
  isSmall(unit) || isDigit(unit) || isCapital(unit) || unit === 95;

export const lastUnit = (text: string): number => text.charCodeAt(text.length - 1);

/** What a text ends with: a pattern for its end need not look through all of it. */
export const endOf = (text: string, length: number): string =>
  text.length > length ? text.slice(text.length - length) : text;

/** Digits before an index of a text. */
export function digitsBefore(text: string, end: number): number {
  let count = 0;
  for (let i = 0; i < end; i += 1) if (isDigit(text.charCodeAt(i))) count += 1;
  return count;
}

export const digitCount = (text: string): number => digitsBefore(text, text.length);

/** What stands before ends no word and no number, and what stands behind goes on with none. */
export function standsAlone(before: string, after: string): boolean {
  const prev = lastUnit(before);
  if (isWord(prev) || prev === DOT || prev === HYPHEN) return false;
  return endsAt(after);
}

/** What stands behind goes on with no word and no number. */
export function endsAt(after: string): boolean {
  const next = after.charCodeAt(0);
  return !isWord(next === DOT || next === HYPHEN ? after.charCodeAt(1) : next);
}

const isBreak = (unit: number): boolean => unit === HYPHEN || unit === DOT || unit === SLASH;
const YEAR_FIRST = /^(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])(?!\d)/;
const YEAR_LAST = /^(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)\d\d$/;

export function looksLikeDate(text: string): boolean {
  const fifth = text.charCodeAt(4);
  if ((isBreak(fifth) || fifth === SPACE) && YEAR_FIRST.test(text)) return true;
  return text.length <= 10 && isBreak(text.charCodeAt(text.length - 5)) && YEAR_LAST.test(text);
}
