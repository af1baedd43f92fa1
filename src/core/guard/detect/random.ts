import { entropyOf } from "../engine/entropy.ts";

/** Words by which people say "put yours here": a value with one of them is nobody's secret. */
const PLACEHOLDER =
  /x{5,}|\*{3,}|\.{3}|^%[sdv]\b|:%[sdv]\b|example|sample|dummy|placeholder|redact|change_?me|replace|insert|your|todo|undefined|<[^>]*>|\$\{|\{\{|%\(|\$\(|1234567890$|0{8}|deadbeef|abcdefgh|foobar/i;
const REWRITTEN = /\[[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*\]/;

/** What stands for a value: our own `[TYPE]`, templates, rows of x or stars. */
export const isPlaceholder = (text: string): boolean =>
  REWRITTEN.test(text) || PLACEHOLDER.test(text);

const kindsOf = (text: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;

const kindOf = (unit: number): number => (unit < 58 ? 0 : unit < 91 ? 1 : 2);

/** Places where letters and digits change between small, capital and digit: many in random text, few in words. */
function switchesIn(text: string): number {
  let count = 0;
  for (let i = 1; i < text.length; i += 1) {
    if (kindOf(text.charCodeAt(i)) !== kindOf(text.charCodeAt(i - 1))) count += 1;
  }
  return count;
}

/** Capitals and small letters, but neither words nor `CamelCase`. */
const isUnlikeNames = (text: string): boolean =>
  /^[A-Za-z]{8,}$/.test(text) &&
  /[a-z].*[A-Z]/.test(text) &&
  !/^[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)*$/.test(text);

/** Reads like made by a generator: hex, base64, letters and digits without a pattern. From 12 characters on. */
export function isRandom(text: string): boolean {
  if (text.length < 12 || isPlaceholder(text)) return false;
  const bare = text.replace(/[^A-Za-z0-9]/g, "");
  const hasDigits = /\d/.test(bare);
  if (kindsOf(bare) < 2 || (!hasDigits && !isUnlikeNames(bare))) return false;
  const most = /^[0-9a-f]+$/i.test(bare) ? 2.9 : 3.5;
  const isEnough = entropyOf(text) >= Math.min(most, Math.log2(text.length) * 0.72);
  return isEnough && switchesIn(bare) >= bare.length / (hasDigits ? 8 : 4);
}

/** Looks like an expression of a program: a call, a path through objects, a type, a path of folders. */
export const isExpression = (text: string): boolean => !isScattered(text) && reads(text);

/** Digits all over: no programmer names things like this. */
const isScattered = (text: string): boolean =>
  text.length >= 20 &&
  !text.includes("(") &&
  (text.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0) >= 3;

/** A name that says what it holds, as on both sides of `newPassword = oldPassword1`. */
const isNameOfOne = (text: string): boolean =>
  /^[A-Za-z_$][\w$]*[a-z0-9][A-Z_]\w*$/.test(text) &&
  /(?:pass(?:word|wd|phrase)|secret|token|key)/i.test(text);

const reads = (text: string): boolean =>
  /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)+\(?/.test(text) ||
  /^(?:[\w.]*\(|&|\$(?:[A-Z][A-Z0-9_]+|[a-z_]+(?:[A-Z][a-z]+)*)(?![\w$#!@%&*])|[@%]?[A-Za-z_]+\[|(?:\.{0,2}|~)\/[\w.-]+|https?:\/\/|[A-Za-z]:\\)/.test(
    text,
  );

/** Words, and numbers among them, as names are made of: `Ed25519PrivateKey`, `round1Secret`. A generator makes few vowels. */
export function isName(text: string): boolean {
  if (!/^[A-Za-z_$][\w$]*$/.test(text)) return false;
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const numbers = text.match(/\d+/g)?.length ?? 0;
  const spelt = words.filter((word) => word.length > 2 && /[aeiouy]/i.test(word));
  const inWords = spelt.reduce((sum, { length }) => sum + length, 0);
  return numbers < 3 && spelt.length > 0 && inWords >= 0.55 * text.length;
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

/** Chosen by somebody: no ordinary word, no expression; with a digit, a sign, or capitals among small letters. */
export function isPassword(text: string): boolean {
  if (WORN.test(text)) return true;
  if (text.length < 4 || isPlaceholder(text)) return false;
  if (isExpression(text) && !isDottedWord(text)) return false;
  if (ORDINARY.test(text) || ALGORITHM.test(text) || FIGURE.test(text)) return false;
  if (isNameOfOne(text)) return false;
  if (/^[A-Za-z]+(?:[_-][A-Za-z]+)*[,;:.!?)]*$/.test(text))
    return isUnlikeNames(text) && entropyOf(text) >= 2.4;
  return /\d/.test(text) ? /[A-Za-z\W]/.test(text) : /[^\w\s,;:.)('"`>-]/.test(text);
}
