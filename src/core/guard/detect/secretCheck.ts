import { fromBase64, fromBase64url } from "../../base64.ts";
import type { Candidate, Check, Checks } from "../check.ts";
import { entropyOf } from "../engine/entropy.ts";
import { endsWithItsCrc } from "./checksum.ts";
import { isDigest } from "./digest.ts";
import {
  isChosenWord,
  isExpression,
  isName,
  isPassword,
  isPlaceholder,
  isRandom,
} from "./random.ts";
import { APOSTROPHE, BACKTICK, lastUnit, QUOTE } from "./unit.ts";

const asText = (bytes: Uint8Array | undefined): string | undefined => {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const decoded = (text: string): string | undefined => {
  const bare = text.replace(/=+$/, "");
  return asText(fromBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, "=")));
};

/** A right checksum settles it; a wrong one does not: an older form, or mistyped, is as little for others' eyes. */
const withCrc: Check = ({ found }) => endsWithItsCrc(found) || entropyOf(found) >= 3.2;

/** RFC 7519: the first part is a JSON object that names an algorithm. */
const jwt: Check = ({ found }) => {
  const header = asText(fromBase64url(found.split(".")[0] ?? ""));
  return header !== undefined && /"(?:alg|typ|enc)"\s*:/.test(header);
};

/** RFC 7617: `user:password` in base64. */
const basicPair: Check = ({ found }) => {
  const pair = decoded(found);
  return pair !== undefined && /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(pair);
};

/** More than the lines around it: a page that explains the form has dots between them. */
const pemBody: Check = ({ found }) => /[A-Za-z0-9+/]{20}/.test(found);

/** A PEM block encoded once more, as in Kubernetes secrets. */
const encodedKey: Check = ({ found }) => {
  return decoded(found.slice(0, 40))?.includes("PRIVATE") ?? false;
};

const random: Check = ({ found, before }) =>
  isRandom(found) && !isExpression(found) && !isDigest(found, before);

/** What follows a name in a program: a call, a member, a type's argument. */
const goesOn = (after: string): boolean => /^(?:[([{]|<(?!\/)|\.[A-Za-z_])/.test(after);
function endsInQuote(text: string): boolean {
  const unit = lastUnit(text);
  return unit === QUOTE || unit === APOSTROPHE;
}
const opensQuote = (text: string): boolean => endsInQuote(text) || lastUnit(text) === BACKTICK;

/** What of a match stands before what is found. */
export const labelOf = ({ found, match }: Candidate): string =>
  match.slice(0, match.endsWith(found) ? match.length - found.length : match.lastIndexOf(found));

/** One of a row of names: `["tokens", "symbol2label"]`; `define("TOKEN", "…")` sets it. */
export function isListed(before: string, label: string): boolean {
  if (!endsInQuote(label) || !/["']\s{0,4},\s{0,4}["']$/.test(label)) return false;
  return !/\(\s{0,4}["'][\w.-]{0,40}["']\s{0,4},\s{0,4}["']$/.test(before);
}

/** A file by its path, with a line of it; words and a release, as keys of stores are named. */
const FILE = /\/[\w.-]+\.[a-z]{1,5}(?:#L\d+.*)?$/i;
const SLUG = /^[a-z]{2,}(?:[-_.][a-z]{2,})+[-_.]v?\d+(?:[-_.]\d+)*$/;

/** Something is set to it, so it need not look very random. */
const assigned: Check = (candidate) => {
  const { found, before, after } = candidate;
  if (isListed(before, labelOf(candidate)) || isDigest(found, before)) return false;
  if (!opensQuote(before) && isName(found.slice(found.lastIndexOf(".") + 1))) return false;
  if (isPlaceholder(found) || isExpression(found) || goesOn(after)) return false;
  if (FILE.test(found) || SLUG.test(found)) return false;
  return isRandom(found) || (/\d/.test(found) && /[A-Za-z]/.test(found) && found.length >= 16);
};

/** The end of a function's head: its body follows. */
const ENDS_HEAD = /\)\s{0,3}:\s{0,3}\n\s{0,40}$/;

/** The word that names it is part of another: `minipass`, `iconPassed`, `codicon-pass-filled`, `kadmin/passwd", "server`. */
function namesAnother(before: string, label: string): boolean {
  const name = /^[a-z_]?(pass(?!w|phrase|_?code).*)/is.exec(label)?.[1];
  if (name !== undefined) {
    const ahead = before.slice(0, -name.length);
    if (/(?:mini|com|by|sur|tres)$/i.test(ahead) || /^pass[a-z]/i.test(name)) return true;
    if (ahead.endsWith("-") && name.includes("-")) return true;
  }
  return ENDS_HEAD.test(label) || isListed(before, label);
}

/** `Factory<{`, `list[number`, `call(`, `i}){`, `<your`: a type, a call, a program without spaces, a form to fill, where nothing quotes it. */
const OPENS = /^(?:[A-Za-z_$][\w$.]*(?:[<({[]|\}[),;])|\{\w+$|<[A-Za-z]+$)/;
/** `null,t.at(`: the next expression. */
const NEXT_CALL = /[,;][\w$.]{1,40}\(/;

/** Without quotes around it, a value ends where a list or a query goes on. */
const password: Check = (candidate) => {
  const { found, before, after } = candidate;
  if (namesAnother(before, labelOf(candidate))) return false;
  if (opensQuote(before)) return isPassword(found);
  if (goesOn(after) || OPENS.test(found)) return false;
  const call = found.search(NEXT_CALL);
  if (call !== -1 && !isPassword(found.slice(0, call))) return false;
  const end = found.search(/[,;]$|[,;&][\w."'-]+[=:]/);
  if (end === -1) return isPassword(found);
  return isPassword(found.slice(0, end)) && { start: 0, end };
};

/** `).toString(` between two texts of a program. */
const CLOSES_CALL = /^[)\]}][.,;)]/;

/** Set in capitals, as in an environment: any word will do that is not the name of what belongs there. */
const environment: Check = ({ found }) =>
  !CLOSES_CALL.test(found) && (isPassword(found) || isChosenWord(found));
const filledIn: Check = ({ found }) =>
  !isPlaceholder(found) && !/^(?:pass|password|pwd)$/i.test(found);

const digitsIn = (text: string): number => text.replace(/\D/g, "").length;

/** `PBKDF2WithHmacSHA1`, `keccak256`: what is done with passwords. */
const METHOD =
  /pbkdf|hmac|sha\d|aes|rsa|ntlm|oauth|keccak|bcrypt|argon|blake|poly\d|chacha|ripemd|base\d/i;

/** Both cases and digits, but no name; a sign besides; or a word and a year, as people choose them. */
const isMixed = (text: string): boolean =>
  /\d/.test(text) &&
  (/^(?=.*[A-Za-z])[\w!@#$%^&*+?~.-]*[!@#$%^&*+?~][\w!@#$%^&*+?~.-]*$/.test(text) ||
    (text.length >= 8 && /^(?=.*[a-z])(?=.*[A-Z])\w+$/.test(text) && !isName(text)) ||
    /^[a-z]{4,}\d{3,4}$/.test(text));

/** Nothing sets it apart but itself: letters of both cases and a digit, or a digit, a letter and a sign. */
const strongPassword: Check = ({ found }) => {
  const bare = found.replace(/[.!?:,;]+$/, "");
  if (!isPassword(bare) || /[/\\=(<{[]|^v?\d+(?:\.|$)/.test(bare)) return false;
  if (METHOD.test(bare) || /@[\w-]+\./.test(bare)) return false;
  if (isMixed(bare)) return true;
  if (!/[a-z]{3}.*\d/.test(bare) || /^v?\d/.test(bare)) return false;
  if (/[^\w.-]/.test(bare)) return true;
  const capitals = bare.replace(/[^A-Z]/g, "").length;
  return capitals > 0 && (capitals === 1 || digitsIn(bare) > 1);
};

/** A name of a service may stand before anything: only what nobody would write by hand is its key. */
const serviceKey: Check = ({ found, before, after }) =>
  isRandom(found) &&
  !isExpression(found) &&
  !goesOn(after) &&
  /\d.*\d/.test(found) &&
  !isDigest(found, before);

export const SECRET_CHECKS = {
  "base62-crc": withCrc,
  jwt,
  "basic-pair": basicPair,
  "pem-body": pemBody,
  "encoded-key": encodedKey,
  "digits-among-letters": ({ found }) => /\d.*\d/.test(found) && /[A-Za-z].*[A-Za-z]/.test(found),
  random,
  quoted: ({ found }) => isRandom(found),
  assigned,
  password,
  environment,
  "filled-in": filledIn,
  "service-key": serviceKey,
  "strong-password": strongPassword,
} satisfies Checks;
