import { parse } from "tldts";
import type { Check, Checks } from "../check.ts";
import { digitsOf, isAba, isLuhn, isNhsNumber, isVin } from "./checksum.ts";
import { ibanLength } from "./iban.ts";
import {
  COLON,
  digitCount,
  endOf,
  lastUnit,
  looksLikeDate,
  SLASH,
  standsAlone,
  ZERO,
} from "./unit.ts";

/** Mailboxes of offices (RFC 2142) and of machines: nobody's in person. */
const OFFICE =
  /^(?:abuse|security|postmaster|hostmaster|webmaster|noc|no-?reply|do-?not-?reply|mailer-daemon|git|hg|svn)$/i;

/** The longest of them. */
const MOST_OFFICE = "mailer-daemon".length;
/** Public suffixes below which there is no other: whatever stands before them is a domain. */
const WIDE_SUFFIX = /[^.]\.(?:com|net|org)$/;

/** The domain ends in a public suffix of the list, so `x@1.2.0` and `user@localhost` are not meant. */
const email: Check = ({ found, after }) => {
  const at = found.lastIndexOf("@");
  if (at <= MOST_OFFICE && OFFICE.test(found.slice(0, at))) return false;
  if (after.charCodeAt(0) === COLON && /^:[\w/~]/.test(after)) return false;
  const host = found.slice(at + 1).toLowerCase();
  if (WIDE_SUFFIX.test(endOf(host, 5))) return true;
  const { isIcann, domain } = parse(host, { extractHostname: false, detectIp: false });
  return isIcann === true && domain !== null;
};

/** Never given: area 000 or 666, group 00, serial 0000 (SSA POMS RM 10201.035); 900 and above are taxpayers' numbers. */
const ssn: Check = ({ found, before, after }) =>
  standsAlone(before, after) &&
  !found.startsWith("000") &&
  !found.startsWith("666") &&
  !found.includes("-00-") &&
  !found.endsWith("0000");

/** Named as one: letters that scanners read for digits count as digits. */
const ssnInContext: Check = ({ found }) => digitCount(found) >= 6;

/** Beginnings given to issuers of payment cards (ISO/IEC 7812), with the lengths they use. */
const ISSUERS =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|5[0678]\d{10,17}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|35\d{14,17}|(?:2131|1800)\d{11}|6[37]\d{10,17}|6[0-24-689]\d{14,17}|81\d{14,17}|9792\d{12}|0604\d{8})$/;

/** In the middle of rows of four, as tables of characters and dumps have them. */
const isInDump = (found: string, before: string): boolean =>
  found.includes(" ") &&
  /\b(?:[0-9A-F]{4,5}[ \n][0-9A-F]{4,5}[ \n]|[0-9A-F]{7,8}: )$/i.test(endOf(before, 13));

const card: Check = ({ found, before, after }) => {
  if (!standsAlone(before, after)) return false;
  const digits = digitsOf(found);
  // A long number in an address of the web is the id of a channel or a post.
  if (digits.length >= 17 && lastUnit(before) === SLASH) return false;
  return isLuhn(digits) && ISSUERS.test(digits) && !isInDump(found, before);
};

/** A UUID may hold the right digits by chance. */
const iban: Check = ({ found, before }) => {
  if (/[0-9a-f]{4}-$/i.test(endOf(before, 5))) return false;
  const length = ibanLength(found);
  return length === 0 ? false : { start: 0, end: length };
};

/** Amounts: a one and zeros. */
const isRound = (text: string): boolean => text.charCodeAt(1) === ZERO && /^10+$/.test(text);
const isNumbered: Check = ({ found }) =>
  digitCount(found) >= 4 && !looksLikeDate(found) && !isRound(found);
/** `MR #1084` is a merge request: a record's number is longer. */
const recordNumber: Check = (candidate) =>
  isNumbered(candidate) !== false &&
  (digitCount(candidate.found) > 5 || !/^mr\W/i.test(candidate.match));
/** Some states take letters for most of it; what is in small letters and has few digits is a word. */
const documentNumber: Check = ({ found }) => {
  const count = digitCount(found);
  if (looksLikeDate(found)) return false;
  return count >= 4 || (count >= 2 && /^[A-Z0-9*]{8,14}$/.test(found));
};
const routing: Check = ({ found }) => isAba(digitsOf(found));
const nhs: Check = ({ found }) => isNhsNumber(digitsOf(found));
const vin: Check = ({ found }) => isVin(found);
const luhn: Check = ({ found }) => isLuhn(digitsOf(found));

export const PERSON_CHECKS = {
  email,
  ssn,
  "ssn-in-context": ssnInContext,
  card,
  iban,
  numbered: isNumbered,
  "document-number": documentNumber,
  "record-number": recordNumber,
  "has-digit": ({ found }) => /\d/.test(found),
  "aba-routing": routing,
  nhs,
  vin,
  luhn,
} satisfies Checks;
