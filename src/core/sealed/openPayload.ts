import type { ChunkCipher } from "./cipher.ts";
import { SealedFault } from "./fault.ts";
import { readLabelLine } from "./label.ts";
import { checkParts, type Manifest, partRange, type Sha256, toHex } from "./manifest.ts";
import { CHUNK, chunkNonce, openChunks, SEALED_CHUNK, sealParts, TAG } from "./payload.ts";
import type { ByteRange } from "./range.ts";

type Opening = {
  readonly manifest: Manifest;
  readonly cipher: ChunkCipher;
  readonly sha256: Sha256;
};

/** A payload, read from where it is wanted: its bytes in pieces of any size. */
export type ReadBytes = (range: ByteRange) => AsyncIterable<Uint8Array>;

/** Parts begin at chunks unless another program made them. */
const chunksInPart = ({ partSize }: Manifest): number | undefined =>
  partSize % SEALED_CHUNK === 0 ? partSize / SEALED_CHUNK : undefined;

/** Where the plaintext of a part begins, in bytes of the whole plaintext. */
export const plainStart = (manifest: Manifest, part: number): number =>
  part * (chunksInPart(manifest) ?? 0) * CHUNK;

/** The plaintext from a part on. Each part is checked before it is opened, each chunk before it is given out. */
export function openFrom(
  read: ReadBytes,
  part: number,
  { manifest, cipher, sha256 }: Opening,
): AsyncGenerator<Uint8Array> {
  const { start } = partRange(manifest, part);
  const pieces = checkParts(read({ start, end: manifest.size }), { manifest, sha256, from: part });
  return openChunks(pieces, { cipher, from: plainStart(manifest, part) / CHUNK });
}

/** The plaintext of the first chunk alone: enough for the label. */
export async function openFirstChunk(
  read: ReadBytes,
  { manifest, cipher }: Pick<Opening, "manifest" | "cipher">,
) {
  const end = Math.min(SEALED_CHUNK, manifest.size);
  const sealed = new Uint8Array(end);
  let held = 0;
  for await (const piece of read({ start: 0, end })) {
    sealed.set(piece.subarray(0, end - held), held);
    held = Math.min(end, held + piece.length);
  }
  const plain = new Uint8Array(Math.max(0, end - TAG));
  const isLast = end === manifest.size;
  const isRight = held === end && end >= TAG && cipher.open(chunkNonce(0, isLast), sealed, plain);
  if (!isRight) throw new SealedFault("sealed/chunk-damaged", "Its first chunk does not open.");
  const found = readLabelLine(plain);
  if (found === undefined)
    throw new SealedFault("sealed/label-missing", "It opens, but it was not sealed by Assay.");
  return { label: found.label, line: plain.slice(0, found.length) };
}

/**
 * How many parts of a payload a plaintext, or the beginning of one, holds unchanged: it is sealed again and compared with
 * the manifest. What was opened before an interruption is trusted only as far as this.
 */
export async function countOpenedParts(
  plaintext: AsyncIterable<Uint8Array>,
  { manifest, cipher, sha256 }: Opening,
): Promise<number> {
  const chunks = chunksInPart(manifest);
  if (chunks === undefined) return 0;
  let good = 0;
  for await (const { index, bytes } of sealParts(plaintext, { cipher, chunksInPart: chunks })) {
    if (toHex(await sha256(bytes)) !== manifest.parts[index]) break;
    good = index + 1;
  }
  return good;
}
