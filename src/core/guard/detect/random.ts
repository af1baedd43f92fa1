import { entropyOf } from "../engine/entropy.ts";
import { searchIn } from "../regex/search.ts";
import { isCapital, isDigit, isSmall, isWord } from "./unit.ts";

/** Words by which people say "put yours here", and our own `[TYPE]`: a value with one of them is nobody's secret. */
const PLACEHOLDER =
  "(?i)x{5,}|\\*{3,}|\\.{3}|^%[sdv]\\b|:%[sdv]\\b|example|sample|dummy|placeholder|redact|change_?me|replace|insert|your|todo|undefined|<[^>]*>|\\$\\{|\\{\\{|%\\(|\\$\\(|1234567890$|0{8}|deadbeef|abcdefgh|foobar|(?-i:\\[[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*\\])";

/** What stands for a value: templates, rows of x or stars. */
export const isPlaceholder = searchIn(PLACEHOLDER);

/** What letters and digits a text has, read without what stands between them. */
type Shape = {
  length: number;
  hasDigits: boolean;
  /** Of digits, capitals and small letters, how many occur. */
  kinds: number;
  isHex: boolean;
  /** Places where small, capital and digit change: many in random text, few in words. */
  switches: number;
};

const kindOf = (unit: number): number => {
  if (isSmall(unit)) return 4;
  if (isDigit(unit)) return 1;
  return isCapital(unit) ? 2 : 0;
};

function shapeOf(text: string): Shape {
  const shape: Shape = { length: 0, hasDigits: false, kinds: 0, isHex: true, switches: 0 };
  let seen = 0;
  let last = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const kind = kindOf(unit);
    if (kind === 0) continue;
    shape.length += 1;
    if (kind !== 1 && (unit | 32) > 102) shape.isHex = false;
    if (kind !== last && last !== 0) shape.switches += 1;
    seen |= kind;
    last = kind;
  }
  shape.hasDigits = (seen & 1) === 1;
  shape.kinds = (seen & 1) + ((seen >> 1) & 1) + (seen >> 2);
  return shape;
}

/** Capitals and small letters, but neither words nor `CamelCase`. */
const isUnlikeNames = (text: string): boolean =>
  /^[A-Za-z]{8,}$/.test(text) &&
  /[a-z].*[A-Z]/.test(text) &&
  !/^[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)*$/.test(text);

/** Reads like made by a generator: hex, base64, letters and digits without a pattern. From 12 characters on. */
export function isRandom(text: string): boolean {
  if (text.length < 12) return false;
  const { length, hasDigits, kinds, isHex, switches } = shapeOf(text);
  if (kinds < 2 || switches < length / (hasDigits ? 8 : 4)) return false;
  if (!hasDigits && !isUnlikeNames(text.replace(/[^A-Za-z]/g, ""))) return false;
  const most = isHex ? 2.9 : 3.5;
  const isEnough = entropyOf(text) >= Math.min(most, Math.log2(text.length) * 0.72);
  return isEnough && !isPlaceholder(text);
}

/** Looks like an expression of a program: a call, a path through objects, a type, a path of folders. */
export const isExpression = (text: string): boolean => reads(text) && !isScattered(text);

/** Digits all over: no programmer names things like this. */
const isScattered = (text: string): boolean =>
  text.length >= 20 &&
  !text.includes("(") &&
  (text.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0) >= 3;

/** A name that says what it holds, as on both sides of `newPassword = oldPassword1`. */
const isNameOfOne = (text: string): boolean =>
  /^[A-Za-z_$][\w$]*[a-z0-9][A-Z_]\w*$/.test(text) &&
  /(?:pass(?:word|wd|phrase)|secret|token|key)/i.test(text);

const PATH_OF_NAMES = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)+\(?/;
const OPENS =
  /^(?:[\w.]*\(|&|\$(?:[A-Z][A-Z0-9_]+|[a-z_]+(?:[A-Z][a-z]+)*)(?![\w$#!@%&*])|[@%]?[A-Za-z_]+\[|(?:\.{0,2}|~)\/[\w.-]+|https?:\/\/|[A-Za-z]:\\)/;

function isOneWord(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (!isWord(text.charCodeAt(i))) return false;
  return true;
}

const reads = (text: string): boolean =>
  !isOneWord(text) && (PATH_OF_NAMES.test(text) || OPENS.test(text));

/** Rows of digits. */
function numbersIn(text: string): number {
  let count = 0;
  let isIn = false;
  for (let i = 0; i < text.length; i += 1) {
    const isNext = isDigit(text.charCodeAt(i));
    if (isNext && !isIn) count += 1;
    isIn = isNext;
  }
  return count;
}

/** Words, and numbers among them, as names are made of: `Ed25519PrivateKey`, `round1Secret`. A generator makes few vowels. */
export function isName(text: string): boolean {
  if (numbersIn(text) > 2 || !/^[A-Za-z_$][\w$]*$/.test(text)) return false;
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const spelt = words.filter((word) => word.length > 2 && /[aeiouy]/i.test(word));
  const inWords = spelt.reduce((sum, { length }) => sum + length, 0);
  return spelt.length > 0 && inWords >= 0.55 * text.length;
}

/** Algorithms, as settings name them: `password_encryption = scram-sha-256`. */
const ALGORITHM =
  /^(?:(?:scram|hmac|pbkdf2)[-_]?)?(?:sha-?\d{1,3}(?:[-_/]\d{3})?|md[45]|bcrypt|scrypt|argon2(?:id|i|d)?)$/i;
/** Numbers, ranges of releases, colours: what a setting holds that is no password. */
const FIGURE = /^(?:[\^~<>=v]{0,2}\d+(?:\.\d+)+[,;]?|\d+:.*|#[0-9a-f]{6}\b.*)$/i;

const ORDINARY =
  /^(?:null|nil|none|true|false|string|str|bytes?|password|passwd|pass|pwd|foo|bar|baz|secret|token|key|auth|text|value|required|optional|hidden|public|private|default|test|user|admin|root|username|prompt|unset|empty|missing|invalid|undefined)s?$/i;

/** Words that are passwords and nothing else: people take them where they need not think of one. */
const WORN =
  /^(?:letmein|changeit|hunter\d|qwerty\w{0,6}|qazwsx\w{0,4}|iloveyou|trustno1|s[3e]cr[3e]t\d{1,4}|admin\d{1,4}|root\d{1,4}|welcome\d{1,4}|p[a@4]s{2}w[o0]rd[\d!]{1,5})$/i;

/** `ada.smith88`: a name and a number, as people choose them; a member of an object ends in a letter, or in one digit. */
const isDottedWord = (text: string): boolean => /^[a-z]{2,12}\.[a-z]{2,12}\d{2,4}$/.test(text);

export const isChosenWord = (text: string): boolean =>
  text.length >= 4 &&
  !isPlaceholder(text) &&
  (isDottedWord(text) || !isExpression(text)) &&
  !ORDINARY.test(text) &&
  !/password|secret|token|user|key/i.test(text);

/** Mostly in letters that no password is typed in, or words of letters alone in any script. */
const isProse = (text: string): boolean =>
  /[^\s!-~]/.test(text) &&
  (/^[\p{L}\p{M}]+[,;:.!?)]*$/u.test(text) ||
    (text.match(/[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0) * 2 > text.length);

/** Chosen by somebody: no ordinary word, no expression; with a digit, a sign, or capitals among small letters. */
export function isPassword(text: string): boolean {
  if (WORN.test(text)) return true;
  if (text.length < 4 || isPlaceholder(text)) return false;
  if (isExpression(text) && !isDottedWord(text)) return false;
  if (ORDINARY.test(text) || ALGORITHM.test(text) || FIGURE.test(text)) return false;
  if (isNameOfOne(text) || isProse(text)) return false;
  if (/^[A-Za-z]+(?:[_-][A-Za-z]+)*[,;:.!?)]*$/.test(text))
    return isUnlikeNames(text) && entropyOf(text) >= 2.4;
  return /\d/.test(text) ? /[A-Za-z\W]/.test(text) : /[^\w\s,;:.)('"`>-]/.test(text);
}
