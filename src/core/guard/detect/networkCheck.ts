import type { Check, Checks } from "../check.ts";
import {
  APOSTROPHE,
  COLON,
  COMMA,
  DOT,
  endOf,
  HYPHEN,
  isCapital,
  isDigit,
  isSmall,
  isWord,
  lastUnit,
  MORE,
  QUOTE,
  SPACE,
} from "./unit.ts";

/** This machine, none, everybody, a cloud's own, resolvers that all may ask: addresses of nobody. */
const NOBODY =
  /^(?:127\.0\.0\.|\d\.0\.0\.|\d+(?:\.\d+)?(?:\.0){2,3}$|255\.255\.255\.|169\.254\.169\.254$|(\d)\.\1\.\1\.\1$)/;
/** Words before four numbers that say they count releases: `"version": "13.5.1.2"`, `Git 1.7.12.4`, `<= 4.7.1.7`. */
const RELEASE =
  /(?:\bv|versions?|release[sd]?|rev\.?|build|firmware|product_version(?:_range)?",\s*"name|fixed in|prior to|upgrade to|update to|patch|chapter|sections?|clause|\boid|object_?identifier)["']?[\s:=<>("']{0,6}$|(?:[<>]=|["']<) ?["']?$/i;
/** The last letter of those words and what follows it, or a sign of the kind. */
const MAY_BE_RELEASE = /[vsednohr.]["']?[\s:=<>("']{0,6}$|[<=]/i;
/** One of several releases in a row, or the one up to which something goes. */
const IN_RELEASES =
  /\bversions?\b[^\n"]{0,60}(?:or|and|to|through|,|-)\s?$|\b(?:before|up to|prior to) $|lessThan(?:OrEqual)?["']?\s{0,3}:\s{0,3}["']$|(?:before|fixed in|prior to|up to) (?:\d+(?:\.\d+){2,3}, (?:and |or )?){1,4}$|(?:^|[^\w.])\d+\.\d+\.\d+(?:,? (?:to|and|or|through)|,) $/i;
/** The end of what may stand there. */
const MAY_BE_IN_ROW = /(?:or|and|to|through|before|,|-)\s?$|["']$/i;
/** `Asset Suite: <9.6.3.13`; an address may stand in such brackets, too, but then both are there. */
const IS_BELOW = /[\s:("'][<>]\s?$/;
/** The number of a section before its title: `4.3.4.1 Personnel Security`. */
const SECTION = /^\d\.(?:1?\d\.){2}1?\d$/;
/** A release, and what follows one: words, a greater one, one of three numbers. */
const AND_EARLIER =
  /^["']? (?:(?:and|or) (?:earlier|later|prior|below|above|older|newer)|\(build)|^(?:-[\w.+~]{1,8})? <=? \d|^,? (?:(?:to|and|or) )?\d{1,3}\.\d{1,3}\.\d{1,3}(?=[^.\d])/i;
/** How a distribution or a fork numbers what it takes over: `1.2.5.1-2`. */
const REVISION = /^-[0-9a-z]/i;
const PACKAGE = /\bpkg:[^\s"']{1,56}@$/;
/** Numbers of a drawing's path before it and behind it. */
const inPath = (before: string, after: string): boolean =>
  /\.\d{1,4} $/.test(endOf(before, 7)) && /^[ -]\d{0,3}\.\d/.test(after);

/** Few addresses begin with one digit: with these neighbours it is none. */
const isSmallFigure = (found: string, before: string, after: string): boolean =>
  found.charCodeAt(1) === DOT && (REVISION.test(after) || inPath(before, after));

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
export const isIpv4 = (text: string): boolean => areBytes(text) && !NOBODY.test(text);

/** Groups between colons that have something in them. */
function groupsIn(text: string): number {
  let groups = 0;
  let prev = COLON;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (prev === COLON && unit !== COLON) groups += 1;
    prev = unit;
  }
  return groups;
}

/** RFC 4291, 2.2: eight groups, or fewer with one `::`. Short ones without it are times of day and the like. */
function isIpv6(text: string): boolean {
  const groups = groupsIn(text);
  const gap = text.indexOf("::");
  if (gap === -1 ? groups !== 8 : groups > 7 || text.includes("::", gap + 2)) return false;
  // `fe80::` alone is the beginning of many addresses.
  if (groups < 4 && gap === text.length - 2) return false;
  return /[0-9a-f]{3}/i.test(text) && /\d/.test(text);
}

/** What stands behind it says that it counts something. */
function isCountedBehind(found: string, before: string, after: string): boolean {
  const next = after.charCodeAt(0);
  if (next === SPACE || next === QUOTE || next === APOSTROPHE || next === COMMA) {
    if (AND_EARLIER.test(after)) return true;
    const isTitle = isCapital(after.charCodeAt(1)) && isSmall(after.charCodeAt(2));
    if (next === SPACE && isTitle && SECTION.test(found)) return true;
  }
  return next !== MORE && IS_BELOW.test(endOf(before, 3));
}

/** What stands before it says that it counts releases. */
function isRelease(before: string): boolean {
  const end = endOf(before, 9);
  if (MAY_BE_IN_ROW.test(end) && IN_RELEASES.test(before)) return true;
  return MAY_BE_RELEASE.test(end) && RELEASE.test(before);
}

const isHex = (unit: number): boolean => isDigit(unit) || ((unit | 32) > 96 && (unit | 32) < 103);

/** The address goes on behind: with a word, a number, or one more group. */
function isCut(after: string): boolean {
  const next = after.charCodeAt(0);
  if (next === DOT) return isDigit(after.charCodeAt(1));
  if (next !== COLON) return isWord(next);
  let at = 1;
  while (isHex(after.charCodeAt(at))) at += 1;
  return after.charCodeAt(at) === COLON;
}

const ip: Check = (candidate) => {
  const { found } = candidate;
  if (!(found.includes(":") ? isIpv6(found) : isIpv4(found))) return false;
  const { before, after } = candidate;
  const prev = lastUnit(before);
  if (isWord(prev) || prev === DOT || prev === COLON || prev === HYPHEN || isCut(after))
    return false;
  if (isSmallFigure(found, before, after) || PACKAGE.test(before)) return false;
  return !isCountedBehind(found, before, after) && !isRelease(before);
};

const mac: Check = ({ found, before, after }) => {
  const prev = lastUnit(before);
  if (isWord(prev) || prev === COLON || prev === HYPHEN) return false;
  const next = after.charCodeAt(0);
  if (isWord(next === COLON || next === HYPHEN ? after.charCodeAt(1) : next)) return false;
  return /\d/.test(found) && !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(found);
};

export const NETWORK_CHECKS = { ip, mac } satisfies Checks;
