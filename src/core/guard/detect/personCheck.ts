import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { parse } from "tldts";
import type { Check, Checks } from "../check.ts";
import { digitsOf, isAba, isLuhn, isNhsNumber, isVin } from "./checksum.ts";
import { ibanLength } from "./iban.ts";

const last = (text: string): string => text.at(-1) ?? "";
/** What a text ends with: a pattern for its end need not look through all of it. */
const endOf = (text: string, length: number): string =>
  text.length > length ? text.slice(text.length - length) : text;
const standsAlone = (before: string, after: string): boolean =>
  !/[\w.-]/.test(last(before)) && !/^(?:\w|[.-]\w)/.test(after);

/** Mailboxes of offices (RFC 2142) and of machines: nobody's in person. */
const OFFICE =
  /^(?:abuse|security|postmaster|hostmaster|webmaster|noc|no-?reply|do-?not-?reply|mailer-daemon|git|hg|svn)$/i;

/** The domain ends in a public suffix of the list, so `x@1.2.0` and `user@localhost` are not meant. */
const email: Check = ({ found, after }) => {
  const at = found.lastIndexOf("@");
  if (OFFICE.test(found.slice(0, at)) || /^:[\w/~]/.test(after)) return false;
  const { isIcann, domain } = parse(found.slice(at + 1).toLowerCase(), { extractHostname: false });
  return isIcann === true && domain !== null;
};

function digitCount(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 47 && unit < 58) count += 1;
  }
  return count;
}
/** Digits of a telephone's number without its extension. */
const phoneDigits = (text: string): number =>
  digitCount(/x/i.test(text) ? text.replace(/x\d+$/i, "") : text);
const looksLikeDate = (text: string): boolean =>
  /^(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])(?!\d)/.test(text) ||
  /^(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)\d\d$/.test(text);

/** North America in groups: the length is right, and areas are given out faster than tables are. */
const NORTH_AMERICA =
  /^\+1(?:[ .-]?(?:\([2-9]\d\d\)|[2-9]\d\d)[ .-]{1,2}\d{3}[ .-]\d{4}|[2-9]\d\d[2-9]\d{6})$/;
/** ISO 8601, 3.3.1: years with a sign have six digits. */
const LONG_YEAR = /^\+\d{6}-\d\d-\d\d/;

/** In international form: a length its country uses; written in one run of digits, a number that may be in use. */
const phoneInternational: Check = ({ found, before }) => {
  if (/[\w+]/.test(last(before)) || LONG_YEAR.test(found)) return false;
  const bare = /[x#]/i.test(found)
    ? found.replace(/,?\s*\(?(?:x|ext(?:ension)?\.?|#)\s*\d+$/i, "")
    : found;
  if (NORTH_AMERICA.test(bare)) return true;
  const phone = parsePhoneNumberFromString(bare.replace(/^00/, "+"));
  if (!phone?.isPossible()) return false;
  return /\d[ ().-]+\d/.test(found) || phone.isValid();
};

/** A country's number may stand before it: it is the rest that leads to somebody. */
const withoutCountry = (before: string): string =>
  /\d[-. ]$/.test(endOf(before, 2))
    ? endOf(before, 7).replace(/(^|[^\w.-])(?:\+\d{1,3}|001|1)[-. ]$/, "$1")
    : before;

const phoneNational: Check = ({ found, before, after }) =>
  standsAlone(withoutCountry(before), after) &&
  !/\d\/$/.test(endOf(before, 2)) &&
  !looksLikeDate(found) &&
  !/^\D*0\D*0\D*0/.test(found);

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
  const isInRow =
    /^[ .-]\d/.test(candidate.after) || /(?:^|[^+\d])\d{3,}[ .-]$/.test(candidate.before);
  return count >= 9 && count <= 12 && !isInRow && phonePairs(candidate);
};

/** The digits go on from a letter of a hash: `phone/commit/c6277266`. */
const IN_HASH = /[^A-Za-z][a-f]$/;

/** Four parts, as an address of the network has them. */
const isDotted = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && isIpv4(text);
const SURELY_PHONE =
  /phone|tel|mobile|cell|fax|whatsapp|sms|contact n|contact us:|my number|line|voice ?mail|(?:call|ring|text|contact|reach) (?:(?:me|us|him|her|them|back) )?(?:at|on) /i;

/** Beside a word for telephones. `call` and `reach` alone ask for more than a number in one piece. */
const phoneInContext: Check = ({ found, match, before }) => {
  const end = endOf(before, 2);
  if (/(?:[\d/]|\d\.)$/.test(end) || IN_HASH.test(end)) return false;
  const count = phoneDigits(found);
  if (count < 6 || count > 15 || looksLikeDate(found) || isDotted(found)) return false;
  const isPlain = /^\d+$/.test(found);
  return !isPlain || count >= 10 || SURELY_PHONE.test(match);
};

/** As a scanner reads it: letters for digits, few of them. */
const phoneMisread: Check = (candidate) => {
  if (!/[lIO]/.test(candidate.found)) return false;
  const letters = candidate.found.replace(/[^lIO]/g, "").length;
  const found = candidate.found.replace(/[lI]/g, "1").replace(/O/g, "0");
  return letters <= 3 && digitCount(found) >= 8 && phoneInContext({ ...candidate, found });
};

/** Words before a number that say it is another thing than a telephone's. */
const OTHER_NUMBER =
  /(?:card|account|acct|order|serial|version|model|invoice|ticket|passport|licen[cs]e|routing|ref(?:erence)?|vin|policy|tracking|iban|issue|case|bug|cve|security|insurance|record|member|page|room|flight|part|batch|lot|port|build|tax)\W{0,3}$/i;

/** The longest of them, the signs behind it, and what is taken away from them. */
const MOST_OTHER = 24;

/** Beside a word that may be about anything: in groups, or as written between countries. */
const phoneGrouped: Check = (candidate) => {
  const { found, match, before } = candidate;
  if (phoneDigits(found) < 7 || /^\(?\d{1,4}(?:\/\d{1,4})+$/.test(found)) return false;
  const lead = `${endOf(before, MOST_OTHER)}${match.slice(0, match.search(/[^A-Za-z]|$/))}`;
  const end = endOf(lead, MOST_OTHER).replace(/(?:number|no\.?|line)$/i, "");
  if (OTHER_NUMBER.test(end)) return false;
  return (/^\+/.test(found) || /\d[ ()./-]+\d/.test(found)) && phoneInContext(candidate);
};

/** Never given: area 000 or 666, group 00, serial 0000 (SSA POMS RM 10201.035); 900 and above are taxpayers' numbers. */
const ssn: Check = ({ found, before, after }) =>
  standsAlone(before, after) &&
  !/^(?:000|666)/.test(found) &&
  !/-00-/.test(found) &&
  !found.endsWith("0000");

/** Named as one: letters that scanners read for digits count as digits. */
const ssnInContext: Check = ({ found }) => digitCount(found) >= 6;

/** Beginnings given to issuers of payment cards (ISO/IEC 7812), with the lengths they use. */
const ISSUERS =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[0-8]\d{10,17}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|35\d{14,17}|(?:2131|1800)\d{11}|6\d{11,18}|81\d{14,17}|9792\d{12}|0604\d{8})$/;

/** In the middle of rows of four, as tables of characters and dumps have them. */
const isInDump = (found: string, before: string): boolean =>
  found.includes(" ") && /\b[0-9A-F]{4}[ \n][0-9A-F]{4}[ \n]$/i.test(endOf(before, 11));

const card: Check = ({ found, before, after }) => {
  const digits = digitsOf(found);
  // A long number in an address of the web is the id of a channel or a post.
  if (isInDump(found, before) || (digits.length >= 17 && last(before) === "/")) return false;
  return standsAlone(before, after) && ISSUERS.test(digits) && isLuhn(digits);
};

/** A UUID may hold the right digits by chance. */
const iban: Check = ({ found, before }) => {
  if (/[0-9a-f]{4}-$/i.test(endOf(before, 5))) return false;
  const length = ibanLength(found);
  return length === 0 ? false : { start: 0, end: length };
};

/** This machine, none, everybody, a cloud's own, resolvers that all may ask: addresses of nobody. */
const NOBODY =
  /^(?:127\.0\.0\.|\d\.0\.0\.|\d+(?:\.\d+)?(?:\.0){2,3}$|255\.255\.255\.|169\.254\.169\.254$|(\d)\.\1\.\1\.\1$)/;
/** Words before four numbers that say they count releases: `"version": "13.5.1.2"`, `Git 1.7.12.4`, `<= 4.7.1.7`. */
const RELEASE =
  /(?:\bv|versions?|release[sd]?|rev\.?|build|firmware|product_version(?:_range)?",\s*"name|fixed in|prior to|upgrade to|update to|patch|chapter|section|clause)["']?[\s:=<>("']{0,6}$|(?:[<>]=|["']<) ?["']?$/i;
/** The last letter of those words and what follows it, or a sign of the kind. */
const MAY_BE_RELEASE = /[vsednohr.]["']?[\s:=<>("']{0,6}$|[<=]/i;
/** One of several releases in a row, or the one up to which something goes. */
const IN_RELEASES =
  /\bversions?\b[^\n"]{0,60}(?:or|and|to|through|,|-)\s?$|\b(?:before|up to|prior to) $|lessThan(?:OrEqual)?["']?\s{0,3}:\s{0,3}["']$/i;
/** The end of what may stand there. */
const MAY_BE_IN_ROW = /(?:or|and|to|through|before|,|-)\s?$|["']$/i;
/** `Asset Suite: <9.6.3.13`; an address may stand in such brackets, too, but then both are there. */
const isBelow = (before: string, after: string): boolean =>
  /[\s:("'][<>]\s?$/.test(endOf(before, 3)) && !after.startsWith(">");
/** The number of a section before its title: `4.3.4.1 Personnel Security`. */
const isSection = (text: string, after: string): boolean =>
  /^ [A-Z][a-z]/.test(after) && /^\d\.(?:1?\d\.){2}1?\d$/.test(text);

/** A release, and the words that follow one. */
const AND_EARLIER = /^["']? (?:and|or) (?:earlier|later|prior|below|above|older|newer)/i;
/** Digits and dots, and no number over 255. */
function areBytes(text: string): boolean {
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit === -2) value = 0;
    else if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else return false;
    if (value > 255) return false;
  }
  return true;
}
const isIpv4 = (text: string): boolean => areBytes(text) && !NOBODY.test(text);

/** RFC 4291, 2.2: eight groups, or fewer with one `::`. Short ones without it are times of day and the like. */
function isIpv6(text: string): boolean {
  const halves = text.split("::");
  let groups = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== ":" && (i === 0 || text[i - 1] === ":")) groups += 1;
  }
  if (halves.length > 2 || (halves.length === 2 ? groups > 7 : groups !== 8)) return false;
  // `fe80::` alone is the beginning of many addresses.
  if (halves.at(-1) === "" && groups < 4) return false;
  return /[0-9a-f]{3}/i.test(text) && /\d/.test(text);
}

const ip: Check = ({ found, before, after }) => {
  if (/[\w.:-]/.test(last(before)) || /^(?:\w|\.\d|:[0-9a-f]*:)/i.test(after)) return false;
  if (!(found.includes(":") ? isIpv6(found) : isIpv4(found))) return false;
  if (AND_EARLIER.test(after) || isBelow(before, after) || isSection(found, after)) return false;
  if (MAY_BE_IN_ROW.test(endOf(before, 9)) && IN_RELEASES.test(before)) return false;
  return !(MAY_BE_RELEASE.test(endOf(before, 9)) && RELEASE.test(before));
};

const mac: Check = ({ found, before, after }) =>
  !/[\w:-]/.test(last(before)) &&
  !/^[:-]?\w/.test(after) &&
  !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(found) &&
  /\d/.test(found);

/** Amounts: a one and zeros. */
const isRound = (text: string): boolean => /^10+$/.test(text);
const isNumbered: Check = ({ found }) =>
  digitCount(found) >= 4 && !looksLikeDate(found) && !isRound(found);
/** Some states take letters for most of it; what is in small letters and has few digits is a word. */
const documentNumber: Check = ({ found }) => {
  const count = digitCount(found);
  if (looksLikeDate(found)) return false;
  return count >= 4 || (count >= 2 && /^[A-Z0-9]{8,14}$/.test(found));
};
const routing: Check = ({ found }) => isAba(digitsOf(found));
const nhs: Check = ({ found }) => isNhsNumber(digitsOf(found));
const vin: Check = ({ found }) => isVin(found);
const luhn: Check = ({ found }) => isLuhn(digitsOf(found));

export const PERSON_CHECKS = {
  email,
  "phone-international": phoneInternational,
  "phone-national": phoneNational,
  "phone-spaces": phoneSpaces,
  "phone-zero": phoneZero,
  "phone-pairs": phonePairs,
  "phone-in-context": phoneInContext,
  "phone-grouped": phoneGrouped,
  "phone-misread": phoneMisread,
  ssn,
  "ssn-in-context": ssnInContext,
  card,
  iban,
  ip,
  mac,
  numbered: isNumbered,
  "document-number": documentNumber,
  "has-digit": ({ found }) => /\d/.test(found),
  "aba-routing": routing,
  nhs,
  vin,
  luhn,
} satisfies Checks;
