import { type Alphabet, mayBeText } from "../normal/packedBits.ts";
import type { View } from "./view.ts";

/** Units of a line that tell that it goes on with what the last one says: all of the alphabet, and text when decoded. */
const TELLING = 16;
/** What mails, comments and strings put around a line's end. */
const BETWEEN = /^["'`,;+& \t]{0,8}\r?\n[ \t>#*|"'`]{0,24}/;
const MAY_BE_BETWEEN = /^["'`,;+& \t]{0,8}\r?$/;
const LONGEST = 8 + 2 + 24 + TELLING + 2;

/**
 * Where the next line of a packed text begins, if the one that ended at a position goes on there: a full line, or a short
 * one that ends with the line or with padding. "more": text that is still to come decides.
 */
export function nextLineOf(
  view: View,
  position: number,
  alphabet: Alphabet,
): number | "more" | undefined {
  const text = view.text(position, position + LONGEST);
  const isWhole = text.length === LONGEST || view.isClosed;
  const between = BETWEEN.exec(text)?.[0];
  if (between === undefined) return !isWhole && MAY_BE_BETWEEN.test(text) ? "more" : undefined;
  const rest = text.slice(between.length);
  let count = 0;
  while (count < TELLING && (alphabet.values[rest.charCodeAt(count)] ?? 255) < 255) count += 1;
  if (count === rest.length && count < TELLING && !isWhole) return "more";
  const isLine = count === TELLING || endsLine(rest, count, alphabet);
  return isLine && isTextual(rest, count, alphabet) ? position + between.length : undefined;
}

function endsLine(rest: string, count: number, { bits }: Alphabet): boolean {
  if (count === 0) return false;
  const next = rest[count];
  if (next === "=") return bits === 6;
  const isPacked = bits === 6 ? count % 4 !== 1 : count % 2 === 0;
  return isPacked && (next === undefined || /["'`\r\n]/.test(next));
}

/** Characters of several bytes may have begun in the line before. */
function isTextual(text: string, count: number, { bits, values }: Alphabet): boolean {
  let sum = 0;
  let have = 0;
  for (let i = 0; i < count; i += 1) {
    sum = ((sum << bits) | (values[text.charCodeAt(i)] as number)) & 0xffff;
    have += bits;
    if (have < 8) continue;
    have -= 8;
    const byte = (sum >> have) & 0xff;
    if (!mayBeText(byte) && byte >> 6 !== 2) return false;
  }
  return true;
}
