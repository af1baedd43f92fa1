import { SealedFault } from "./fault.ts";
import { type Manifest, type Sha256, toHex } from "./manifest.ts";
import type { Part } from "./payload.ts";

/** What was about to be sent, by part: SHA-256 (hex). It outlives whoever sends, where uploads are to be resumed. */
export type Journal = {
  readonly at: (part: number) => string | undefined;
  /** Written through when the promise resolves: nothing is sent before. */
  readonly record: (part: number, sha256: string) => Promise<void>;
};

type Uploading = {
  readonly partSize: number;
  /** Parts that the server has: SHA-256 (hex) by number. */
  readonly have: ReadonlyMap<number, string>;
  readonly journal: Journal;
  readonly sha256: Sha256;
  readonly put: (
    part: { readonly index: number; readonly sha256: Uint8Array },
    bytes: Uint8Array,
  ) => Promise<void>;
  /** Bytes of the payload that are there now. */
  readonly onProgress: (size: number) => void;
};

const changed = (part: number): SealedFault =>
  new SealedFault(
    "sealed/source-changed",
    `What is to be sealed has changed since this upload began (part ${part}). Nothing of the change was sent.`,
  );

/**
 * Uploads what the server has not got, one part at a time. After an interruption the same parts are made again, from the same
 * key and the same content. A part is sent only when it is, byte for byte, what was recorded under its number before: so that
 * one key and nonce never seal two different contents, whatever happens to the source meanwhile.
 */
export async function uploadParts(
  parts: AsyncIterable<Part>,
  { partSize, have, journal, sha256, put, onProgress }: Uploading,
): Promise<Manifest> {
  const hashes: string[] = [];
  let size = 0;
  for await (const { index, bytes } of parts) {
    const hash = await sha256(bytes);
    const hex = toHex(hash);
    const recorded = journal.at(index);
    const held = have.get(index);
    if ((recorded ?? hex) !== hex || (held ?? hex) !== hex) throw changed(index);
    if (recorded === undefined) await journal.record(index, hex);
    if (held === undefined) await put({ index, sha256: hash }, bytes);
    hashes.push(hex);
    size += bytes.length;
    onProgress(size);
  }
  return { partSize, size, parts: hashes };
}
