import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Candidate, Check, Checks } from "../check.ts";
import { searchIn } from "../regex/search.ts";
import { isIpv4 } from "./networkCheck.ts";
import {
  DOT,
  digitCount,
  digitsBefore,
  endOf,
  endsAt,
  HYPHEN,
  isDigit,
  isWord,
  lastUnit,
  looksLikeDate,
  PLUS,
  SLASH,
  ZERO,
} from "./unit.ts";

const isX = (unit: number): boolean => unit === 120 || unit === 88;

/** Digits of a telephone's number without its extension: `x` and digits at its end. */
function phoneDigits(text: string): number {
  let end = text.length;
  while (end > 0 && isDigit(text.charCodeAt(end - 1))) end -= 1;
  const hasExtension = end < text.length && isX(text.charCodeAt(end - 1));
  return digitsBefore(text, hasExtension ? end : text.length);
}

/** North America in groups: the length is right, and areas are given out faster than tables are. */
const NORTH_AMERICA =
  /^\+1(?:[ .-]?(?:\([2-9]\d\d\)|[2-9]\d\d)[ .-]{1,2}\d{3}[ .-]\d{4}|[2-9]\d\d[2-9]\d{6})$/;
/** ISO 8601, 3.3.1: years with a sign have six digits. */
const LONG_YEAR = /^\+\d{6}-\d\d-\d\d/;
const EXTENSION = /,?\s*\(?(?:x|ext(?:ension)?\.?|#)\s*\d+$/i;

/** Groups of four: what stands before and behind it in a dump or a table of characters; `0063 0063 0073`. */
const FOURS = /^\d{4}(?:[ .]\d{4})+$/;
const CODE_BEFORE =
  /(?:^|[^\w])(?:[0-9a-f]{0,4}\d[a-f]|[0-9a-f]{0,3}[a-f]\d|[0-9a-f]{0,2}[a-f]\d\d|\d{4})[ .]$/i;
const CODE_BEHIND = /^[ .](?=\w{0,2}\d)[0-9a-f]{3}/i;
const isInCodes = ({ found, before, after }: Candidate): boolean =>
  FOURS.test(found) &&
  (/[ .]00/.test(found) || CODE_BEFORE.test(endOf(before, 8)) || CODE_BEHIND.test(after));

/** In international form: a length its country uses; written in one run of digits, a number that may be in use. */
const phoneInternational: Check = (candidate) => {
  const { found, before } = candidate;
  const prev = lastUnit(before);
  if (isWord(prev) || prev === PLUS) return false;
  if (found.charCodeAt(0) === ZERO && isInCodes(candidate)) return false;
  if (found.charCodeAt(7) === HYPHEN && LONG_YEAR.test(found)) return false;
  if (NORTH_AMERICA.test(found)) return true;
  const bare = /[x#]/i.test(found) ? found.replace(EXTENSION, "") : found;
  if (bare.length < found.length && NORTH_AMERICA.test(bare)) return true;
  const phone = parsePhoneNumberFromString(bare.replace(/^00/, "+").replaceAll("_", " "));
  if (!phone?.isPossible()) return false;
  return /\d[ ()._-]+\d/.test(found) || phone.isValid();
};

/** Digit by digit: without what stands between them. */
const phoneApart: Check = (candidate) => {
  const phone = parsePhoneNumberFromString(candidate.found.replaceAll(" ", ""));
  return phone?.isPossible() === true && !isWord(lastUnit(candidate.before));
};

/** A country's number may stand before it: it is the rest that leads to somebody. */
const AFTER_COUNTRY = /(?:^|[^\w.-])(?:\+\d{1,3}|001|1)[-.]$/;

function mayBegin(before: string): boolean {
  const prev = lastUnit(before);
  if (prev === HYPHEN || prev === DOT) return AFTER_COUNTRY.test(endOf(before, 7));
  if (prev === SLASH) return !isDigit(before.charCodeAt(before.length - 2));
  return !isWord(prev);
}

/** Its first three digits are zeros. */
function hasZerosFirst(text: string): boolean {
  let zeros = 0;
  for (let i = 0; i < text.length && zeros < 3; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === ZERO) zeros += 1;
    else if (isDigit(unit)) return false;
  }
  return zeros === 3;
}

const phoneNational: Check = ({ found, before, after }) =>
  mayBegin(before) && endsAt(after) && !looksLikeDate(found) && !hasZerosFirst(found);

/** Apart from a word for telephones, no column of a table: no number stands beside it. */
const phoneSpaces: Check = (candidate) =>
  !/\d[ .,]?$/.test(endOf(candidate.before, 2)) &&
  !/^[ .,]?\d/.test(candidate.after) &&
  phoneNational(candidate);

/** Bytes as a dump shows them go on in pairs of hexadecimal digits. */
const phonePairs: Check = (candidate) =>
  !/\b[0-9a-f]{2}[ .]$/i.test(endOf(candidate.before, 4)) &&
  !/^[ .][0-9a-f]{2}\b/i.test(candidate.after) &&
  phoneNational(candidate);

/** As long as numbers are that one dials within a country; longer rows of groups are something else. */
const phoneZero: Check = (candidate) => {
  const count = phoneDigits(candidate.found);
  if (count < 9 || count > 12 || isInCodes(candidate)) return false;
  const isInRow =
    /^[ .-]\d/.test(candidate.after) || /(?:^|[^+\d])\d{3,}[ .-]$/.test(candidate.before);
  return !isInRow && phonePairs(candidate);
};

/** The digits go on from a letter of a hash: `phone/commit/c6277266`. */
const IN_HASH = /[^A-Za-z][a-f]$/;

/** It goes on from another number, or from a hash. */
function goesOn(before: string): boolean {
  const prev = lastUnit(before);
  if (isDigit(prev) || prev === SLASH) return true;
  if (prev === DOT) return isDigit(before.charCodeAt(before.length - 2));
  return isWord(prev) && IN_HASH.test(endOf(before, 2));
}

/** Four parts, as an address of the network has them. */
const isDotted = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && isIpv4(text);
const isSurelyPhone = searchIn(
  "(?i)phone|tel|mobile|cell|fax|whatsapp|sms|contact n|contact us:|my number|line|voice ?mail|(?:call|ring|text|contact|reach) (?:(?:me|us|him|her|them|back) )?(?:at|on) ",
);

/** Beside a word for telephones. `call` and `reach` alone ask for more than a number in one piece. */
const phoneInContext: Check = (candidate) => {
  const { found } = candidate;
  const count = phoneDigits(found);
  if (count < 6 || count > 15 || goesOn(candidate.before) || looksLikeDate(found)) return false;
  if (count === found.length - 3 && isDotted(found)) return false;
  if (found.charCodeAt(4) === SLASH && /\bRFC $/.test(endOf(candidate.before, 5))) return false;
  return count < found.length || count >= 10 || isSurelyPhone(candidate.match);
};

/** As a scanner reads it: letters for digits, few of them. */
const phoneMisread: Check = ({ found, match, before, after }) => {
  if (!/[lIO]/.test(found)) return false;
  const letters = found.replace(/[^lIO]/g, "").length;
  const read = found.replace(/[lI]/g, "1").replace(/O/g, "0");
  return (
    letters <= 3 &&
    digitCount(read) >= 8 &&
    phoneInContext({ found: read, match, before, after }) === true
  );
};

/** Words before a number that say it is another thing than a telephone's. */
const OTHER_NUMBER =
  /(?:card|account|acct|order|serial|version|model|invoice|ticket|passport|licen[cs]e|routing|ref(?:erence)?|vin|policy|tracking|iban|issue|case|bug|cve|security|insurance|record|member|page|room|flight|part|batch|lot|port|build|tax)\W{0,3}$/i;

/** The longest of them, the signs behind it, and what is taken away from them. */
const MOST_OTHER = 24;

/** Beside a word that may be about anything: in groups, or as written between countries. */
const phoneGrouped: Check = (candidate) => {
  const { found } = candidate;
  if (phoneDigits(found) < 7 || /^\(?\d{1,4}(?:\/\d{1,4})+$/.test(found)) return false;
  if (found.charCodeAt(0) !== PLUS && !/\d[ ()./-]+\d/.test(found)) return false;
  const { match, before } = candidate;
  const lead = `${endOf(before, MOST_OTHER)}${match.slice(0, match.search(/[^A-Za-z]|$/))}`;
  const end = endOf(lead, MOST_OTHER).replace(/(?:number|no\.?|line)$/i, "");
  return !OTHER_NUMBER.test(end) && phoneInContext(candidate);
};

export const PHONE_CHECKS = {
  "phone-international": phoneInternational,
  "phone-apart": phoneApart,
  "phone-national": phoneNational,
  "phone-spaces": phoneSpaces,
  "phone-zero": phoneZero,
  "phone-pairs": phonePairs,
  "phone-in-context": phoneInContext,
  "phone-grouped": phoneGrouped,
  "phone-misread": phoneMisread,
} satisfies Checks;
