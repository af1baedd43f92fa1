import type { SealedReading } from "../guard/plaintext.ts";
import type { CipherOf } from "./cipher.ts";
import { SealedFault } from "./fault.ts";
import { type Label, toLabelLine, withLabel } from "./label.ts";
import { type Sha256, toDigest } from "./manifest.ts";
import { payloadCipher } from "./newEnvelope.ts";
import { SEALED_CHUNK, sealedSize, sealParts } from "./payload.ts";
import type { Recipient } from "./recipient.ts";
import type { SealedServer } from "./sealedServer.ts";
import { type Journal, uploadParts } from "./uploadParts.ts";

/** Some 4 MiB: what is held in memory, and what an interruption costs. */
const CHUNKS_IN_PART = 64;
const PART_SIZE = CHUNKS_IN_PART * SEALED_CHUNK;

/** What must be the same each time that an upload goes on. */
export type UploadKeys = {
  /** The name of the upload that the client chose. */
  readonly key: string;
  readonly fileKey: Uint8Array;
  readonly envelope: Uint8Array;
};

type Asked = {
  readonly server: SealedServer;
  readonly keys: UploadKeys;
  readonly label: Label;
  readonly recipients: readonly Recipient[];
  /** What else the server is told of it. */
  readonly about: Readonly<Record<string, unknown>>;
  /** From its beginning, each time. */
  readonly content: AsyncIterable<Uint8Array>;
  readonly journal: Journal;
  /** What the sender found in it; asked for when all of it has gone by. */
  readonly reading?: () => SealedReading;
  readonly cipherOf: CipherOf;
  readonly sha256: Sha256;
  /** Bytes of the payload that are there, of how many. */
  readonly onProgress: (size: number, whole: number | null) => void;
};

/**
 * Seals and uploads on the fly, in constant memory and without a sealed copy. After an interruption it goes on where it was:
 * it makes the same parts again and sends those that are missing. See `uploadParts` for why that is safe.
 */
export async function sealUpload(asked: Asked) {
  const { server, keys, label, recipients, about, content, journal, sha256, onProgress } = asked;
  const { key, fileKey, envelope } = keys;
  const size = label.size === null ? null : sealedSize(toLabelLine(label).length + label.size);
  const begun = { key, envelope, recipients, partSize: PART_SIZE, size, about };
  const { id, have } = await server.begin(begun);
  const cipher = payloadCipher(asked.cipherOf, fileKey, envelope);
  const sealing = { cipher, chunksInPart: CHUNKS_IN_PART };
  const manifest = await uploadParts(sealParts(withLabel(label, content), sealing), {
    partSize: PART_SIZE,
    have,
    journal,
    sha256,
    put: (part, bytes) => server.putPart(id, part, bytes),
    onProgress: (done) => onProgress(done, size),
  });
  const digest = await server.finish(id, manifest, asked.reading?.() ?? null);
  if (digest !== (await toDigest(manifest, sha256)))
    throw new SealedFault("sealed/manifest-differs", "The server recorded another digest.");
  return { id, digest };
}
