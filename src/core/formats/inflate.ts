import { Inflate } from "fflate";
import { crc32 } from "./crc32.ts";

/** A thousand to one is the most that deflate packs: 4 KiB can give 4 MiB, never more before the limit is looked at. */
const STEP = 4096;

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly crc: number }
  | { readonly ok: false; readonly reason: "too-large" | "damaged" };

/** Raw deflate (RFC 1951) in pure code; stops as soon as more than `most` bytes have come out. */
export function inflateRaw(deflated: Uint8Array, most: number): Inflated {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((piece) => {
    size += piece.length;
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < deflated.length || at === 0; at += STEP) {
      stream.push(deflated.subarray(at, at + STEP), at + STEP >= deflated.length);
      if (size > most) return { ok: false, reason: "too-large" };
    }
  } catch {
    return { ok: false, reason: "damaged" };
  }
  return { ok: true, bytes: joined(pieces, size), crc: crc32(pieces) };
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Little-endian, as gzip and zip write numbers; 0 beyond the end. */
export const uint16 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
export const uint32 = (bytes: Uint8Array, at: number): number =>
  (uint16(bytes, at) | (uint16(bytes, at + 2) << 16)) >>> 0;
