import { createCipheriv, createHash } from "node:crypto";

/** Deterministic bytes, `size` of them, in pieces of at most `piece`. Another seed, other bytes. */
export async function* seeded(seed: number, size: number, piece = 50_000) {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  for (let given = 0; given < size; ) {
    const bytes = new Uint8Array(Math.min(piece, size - given));
    for (let at = 0; at < bytes.length; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[at] = state >>> 24;
    }
    given += bytes.length;
    yield bytes;
  }
}

export async function* inPieces(bytes: Uint8Array, piece: number) {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** All of a stream, copied: its views do not last. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const copies: Uint8Array[] = [];
  for await (const piece of pieces) copies.push(piece.slice());
  return new Uint8Array(Buffer.concat(copies));
}

/** What was given out before a stream ended or threw, and what it threw. */
export async function collectUntilFault(pieces: AsyncIterable<Uint8Array>) {
  const copies: Uint8Array[] = [];
  try {
    for await (const piece of pieces) copies.push(piece.slice());
    return { bytes: new Uint8Array(Buffer.concat(copies)), error: undefined };
  } catch (error) {
    return { bytes: new Uint8Array(Buffer.concat(copies)), error };
  }
}

export const sha256Of = (bytes: Uint8Array | string): Buffer =>
  createHash("sha256").update(bytes).digest();

/** Bytes that look like chance and are the same for the same seed, a gigabyte in a second. Pieces are overwritten. */
export async function* noise(seed: number, size: number) {
  const key = sha256Of(`noise ${seed}`);
  const zeros = new Uint8Array(256 * 1024);
  const cipher = createCipheriv("aes-256-ctr", key, new Uint8Array(16));
  for (let left = size; left > 0; left -= zeros.length)
    yield cipher.update(zeros.subarray(0, Math.min(left, zeros.length)));
}
