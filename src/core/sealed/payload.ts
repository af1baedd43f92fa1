import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../bytes.ts";
import type { ChunkCipher } from "./cipher.ts";
import { SealedFault } from "./fault.ts";

/** The payload of an age file: STREAM in chunks, https://c2sp.org/age#payload. Sizes in bytes. */
export const CHUNK = 65_536;
export const TAG = 16;
export const SEALED_CHUNK = CHUNK + TAG;

export const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  hkdf(sha256, fileKey, nonce, utf8("payload"), 32);

/** A counter of 11 bytes, and a byte that marks the last chunk. */
export function chunkNonce(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  for (let at = 10, rest = index; rest > 0; at--, rest = Math.floor(rest / 256))
    nonce[at] = rest % 256;
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

export const sealedSize = (plainSize: number): number =>
  plainSize + TAG * Math.max(1, Math.ceil(plainSize / CHUNK));

/** `bytes` is a view that the next part overwrites. */
export type Part = { readonly index: number; readonly bytes: Uint8Array; readonly isLast: boolean };

type Sealing = { readonly cipher: ChunkCipher; readonly chunksInPart: number };

/**
 * Plaintext, in pieces of any size, as sealed parts; each but the last has `chunksInPart` chunks. Holds one part in
 * memory. The same plaintext under the same key gives the same parts.
 */
export async function* sealParts(
  plaintext: AsyncIterable<Uint8Array>,
  { cipher, chunksInPart }: Sealing,
): AsyncGenerator<Part> {
  const plain = new Uint8Array(CHUNK);
  const part = new Uint8Array(chunksInPart * SEALED_CHUNK);
  let [held, filled, chunk, index] = [0, 0, 0, 0];
  const seal = (isLast: boolean) => {
    const into = part.subarray(filled, filled + held + TAG);
    cipher.seal(chunkNonce(chunk, isLast), plain.subarray(0, held), into);
    filled += into.length;
    chunk += 1;
    held = 0;
  };
  for await (const piece of plaintext) {
    for (let at = 0; at < piece.length; ) {
      if (held === CHUNK) seal(false);
      if (filled === part.length) {
        yield { index, bytes: part, isLast: false };
        index += 1;
        filled = 0;
      }
      const taken = piece.subarray(at, at + CHUNK - held);
      plain.set(taken, held);
      held += taken.length;
      at += taken.length;
    }
  }
  seal(true);
  yield { index, bytes: part.subarray(0, filled), isLast: true };
}

type Opening = {
  readonly cipher: ChunkCipher;
  /** Number of the chunk that the pieces begin with. */
  readonly from: number;
};

/**
 * Sealed chunks, in pieces of any size up to the end of the payload, as plaintext. A chunk is given out when its tag was
 * right, and the last one when it was marked as last: what is flipped, missing, repeated or exchanged throws a
 * `SealedFault` instead. What is given out is a view that the next chunk overwrites.
 */
export async function* openChunks(
  pieces: AsyncIterable<Uint8Array>,
  { cipher, from }: Opening,
): AsyncGenerator<Uint8Array> {
  const sealed = new Uint8Array(SEALED_CHUNK);
  const plain = new Uint8Array(CHUNK);
  let [held, chunk] = [0, from];
  const open = (isLast: boolean): Uint8Array => {
    const into = plain.subarray(0, Math.max(0, held - TAG));
    const isRight = (last: boolean) =>
      held >= TAG && cipher.open(chunkNonce(chunk, last), sealed.subarray(0, held), into);
    const isEmptyExtra = into.length === 0 && chunk > 0;
    if (!isRight(isLast) || isEmptyExtra) throw faultOf(chunk, isLast && isRight(false));
    chunk += 1;
    held = 0;
    return into;
  };
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      if (held === SEALED_CHUNK) yield open(false);
      const taken = piece.subarray(at, at + SEALED_CHUNK - held);
      sealed.set(taken, held);
      held += taken.length;
      at += taken.length;
    }
  }
  yield open(true);
}

const faultOf = (chunk: number, isCut: boolean): SealedFault =>
  isCut
    ? new SealedFault("sealed/cut-short", `It ends after chunk ${chunk}, before its end.`)
    : new SealedFault(
        "sealed/chunk-damaged",
        `Chunk ${chunk} is not what was sealed at this place. Nothing of it was given out.`,
      );
