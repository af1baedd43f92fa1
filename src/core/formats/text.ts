import type { Problem } from "../problem.ts";
import { placeAt, placePointer } from "./place.ts";

/** A text, or what is wrong with its bytes. */
export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const BYTE_ORDER_MARK = 0xfeff;

/** Strict UTF-8. A byte-order mark is taken off and told; other encodings are refused with the place. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) return refused("encoding/empty", "/line/1/column/1", EMPTY);
  const other = otherEncoding(bytes);
  if (other !== null) return refused("encoding/not-utf-8", "/line/1/column/1", other);
  const text = decodeStrictly(bytes);
  if (text === null) return refusedAt(bytes, firstBadByte(bytes));
  const byteOrderMark = text.charCodeAt(0) === BYTE_ORDER_MARK;
  return { ok: true, text: byteOrderMark ? text.slice(1) : text, byteOrderMark };
}

const EMPTY = "The file is empty. Send the file that holds the finding.";

const refused = (rule: string, pointer: string, message: string): DecodedText => ({
  ok: false,
  problems: [{ rule, pointer, message }],
});

function otherEncoding(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return utf16
    ? "The file is UTF-16 (it begins with a UTF-16 byte-order mark). Save it as UTF-8 without a byte-order mark."
    : null;
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refusedAt(bytes: Uint8Array, offset: number): DecodedText {
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, offset));
  const place = placeAt(before, before.length);
  const byte = bytes[offset];
  const what =
    byte === undefined
      ? "The file ends in the middle of a character"
      : `Byte 0x${byte.toString(16).padStart(2, "0")} at offset ${offset} is not UTF-8`;
  return refused(
    "encoding/not-utf-8",
    placePointer(place),
    `${what} (line ${place.line}, column ${place.column}). Save the file as UTF-8, or send it whole if it was cut.`,
  );
}

/** By lead byte: the sequence's length (0 for bytes that begin none) and the range of its second byte (Unicode 16, table 3-7). */
const LENGTH = new Uint8Array(256);
const LOW = new Uint8Array(256);
const HIGH = new Uint8Array(256);
const LEADS = [
  [0xc2, 0xdf, 2, 0x80, 0xbf],
  [0xe0, 0xe0, 3, 0xa0, 0xbf],
  [0xe1, 0xec, 3, 0x80, 0xbf],
  [0xed, 0xed, 3, 0x80, 0x9f],
  [0xee, 0xef, 3, 0x80, 0xbf],
  [0xf0, 0xf0, 4, 0x90, 0xbf],
  [0xf1, 0xf3, 4, 0x80, 0xbf],
  [0xf4, 0xf4, 4, 0x80, 0x8f],
] as const;
for (const [first, last, length, low, high] of LEADS) {
  LENGTH.fill(length, first, last + 1);
  LOW.fill(low, first, last + 1);
  HIGH.fill(high, first, last + 1);
}

/** The length of the well-formed UTF-8 sequence at `at`, or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = LENGTH[lead] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (length === 0 || second < (LOW[lead] ?? 0) || second > (HIGH[lead] ?? 0)) return 0;
  for (let next = at + 2; next < at + length; next += 1)
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function firstBadByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}
