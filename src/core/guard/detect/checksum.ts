import { crc32 } from "../../formats/crc32.ts";
import { isDigit, isSmall, ZERO } from "./unit.ts";

export const digitsOf = (text: string): string => text.replace(/\D/g, "");

/** ISO/IEC 7812-1, annex B: the sum with every second digit doubled ends with 0. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const twice = digit * 2;
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** ISO 7064 MOD 97-10 as in ISO 13616 (IBAN): the first four characters moved behind, letters as 10 to 35. */
export function isMod97(iban: string): boolean {
  let rest = 0;
  for (let i = 0; i < iban.length; i += 1) {
    const value = alphanumericValue(iban.charCodeAt((i + 4) % iban.length));
    if (value < 0) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** A digit's value, or a letter's, from 10 to 35 in either case; else -1. */
function alphanumericValue(unit: number): number {
  if (isDigit(unit)) return unit - ZERO;
  const letter = unit | 32;
  return isSmall(letter) ? letter - 87 : -1;
}

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits.charCodeAt(i) - 48), 0);

/** Routing number of a US bank (ABA): weights 3, 7, 1. */
export const isAba = (digits: string): boolean =>
  digits.length === 9 && weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;

/** NHS number (England): weights 10 to 2, modulo 11, the tenth digit is the check digit. */
export function isNhsNumber(digits: string): boolean {
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return digits.length === 10 && check !== 10 && check % 11 === digits.charCodeAt(9) - 48;
}

const VIN_LETTERS = "ABCDEFGH..JKLMN.P.R..STUVWXYZ";
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

const vinValue = (char: string): number =>
  /\d/.test(char) ? Number(char) : (VIN_LETTERS.indexOf(char) % 10) + 1;

/** Vehicle identification number, 49 CFR 565.15(c): the ninth character is the sum modulo 11, X for 10. */
export function isVin(text: string): boolean {
  const vin = text.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return false;
  const rest = VIN_WEIGHTS.reduce((sum, w, i) => sum + w * vinValue(vin[i] ?? "0"), 0) % 11;
  return vin[8] === (rest === 10 ? "X" : String(rest));
}

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** CRC-32 of the ASCII text in base 62, six characters: how GitHub and npm end their tokens. */
export function base62Crc(text: string): string {
  let rest = crc32([Uint8Array.from(text, (char) => char.charCodeAt(0))]);
  let out = "";
  for (let i = 0; i < 6; i += 1) {
    out = (BASE62[rest % 62] ?? "0") + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}

/** `prefix_`, then a random part, then its checksum. */
export function endsWithItsCrc(token: string): boolean {
  const body = token.slice(token.lastIndexOf("_") + 1);
  return body.length > 6 && base62Crc(body.slice(0, -6)) === body.slice(-6);
}
