import { CONFUSABLES } from "./confusables.ts";

/**
 * Format characters (zero-width, bidirectional, soft hyphen, tags), what Unicode says to leave out where it is not known,
 * the place of an object, controls, accents and other marks: nobody sees a letter in them.
 */
const UNSEEN = /^(?:\p{Cf}|\p{DI}|\p{M}|\p{Cc}|\ufffc)$/u;
const MARKS = /\p{M}/gu;
const DIGIT = /^\p{Nd}$/u;
const SPACES = /^[\p{Zs}\u2800]$/u;
const LINES = /^[\u0085\u2028\u2029]$/u;

const isDigit = (code: number): boolean => DIGIT.test(String.fromCodePoint(code));

/** Decimal digits stand in runs from 0 to 9 in every script (Unicode, chapter 4.6). */
function digitOf(code: number): string {
  let zero = code;
  while (code - zero < 9 && isDigit(zero - 1)) zero -= 1;
  return String((code - zero) % 10);
}

const look = (char: string): string => CONFUSABLES.get(char) ?? char;

function foldSlowly(code: number): string {
  const char = String.fromCodePoint(code);
  if (LINES.test(char)) return "\n";
  const known = CONFUSABLES.get(char);
  if (known === undefined && UNSEEN.test(char)) return "";
  if (SPACES.test(char)) return " ";
  if (known !== undefined) return known;
  if (DIGIT.test(char))
    return code > 0x1d7cd && code < 0x1d800 ? char.normalize("NFKC") : digitOf(code);
  const bare = char.normalize("NFKD").replace(MARKS, "").normalize("NFKC");
  return [...bare].map(look).join("");
}

const folded: (string | undefined)[] = [];
const foldedBeyond = new Map<number, string>();

/**
 * What one code point is read as: its compatibility form (NFKC) without accents, look-alikes and foreign digits as the
 * ASCII characters they resemble, nothing for what is not seen. Code point by code point, so that a stream may be cut
 * anywhere: composition across characters plays no part, since marks are dropped. ASCII stands for itself.
 */
export function foldCode(code: number): string {
  if (code < 128) return String.fromCharCode(code);
  const known = code <= 0xffff ? folded[code] : foldedBeyond.get(code);
  if (known !== undefined) return known;
  const made = code >= 0xd800 && code <= 0xdfff ? String.fromCharCode(code) : foldSlowly(code);
  if (code <= 0xffff) folded[code] = made;
  else foldedBeyond.set(code, made);
  return made;
}

/** Of each unit that folds to exactly one unit, which; -1: to none or several; -2: not known yet. */
const single = new Int32Array(65_536).fill(-2);

/** The one unit a unit folds to; -1 where that takes `foldCode`. */
export function foldUnit(unit: number): number {
  let to = single[unit] as number;
  if (to === -2) {
    const folded = unit >= 0xd800 && unit <= 0xdfff ? "" : foldCode(unit);
    to = folded.length === 1 ? folded.charCodeAt(0) : -1;
    single[unit] = to;
  }
  return to;
}

/** A text as the scanner reads it: for the terms and literals it looks for. */
export const foldText = (text: string): string =>
  [...text].map((char) => foldCode(char.codePointAt(0) ?? 0)).join("");
