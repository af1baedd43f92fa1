import { canonicalJson } from "#core/canonicalJson.ts";
import { SealedFault } from "#core/sealed/fault.ts";
import { type Label, toLabelLine, withLabel } from "#core/sealed/label.ts";
import { toDigest } from "#core/sealed/manifest.ts";
import { SEALED_CHUNK, sealedSize, sealParts } from "#core/sealed/payload.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import { uploadParts } from "#core/sealed/uploadParts.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { hashing } from "#outside/sealed/hashing.ts";
import type { Source } from "#outside/sealed/source.ts";
import { openUploadState, type UploadState } from "#outside/sealed/uploadState.ts";
import { connect, type Where } from "./connect.ts";
import { cipherFor, newEnvelope } from "./newEnvelope.ts";

/** Some 4 MiB: what is held in memory, and what an interruption costs. */
const CHUNKS_IN_PART = 64;
const PART_SIZE = CHUNKS_IN_PART * SEALED_CHUNK;

type Asked = {
  readonly where: Where;
  readonly source: Source;
  readonly label: Label;
  readonly recipients: readonly Recipient[];
  /** What else the server is told of it. */
  readonly about: Readonly<Record<string, unknown>>;
  /** A file that remembers the upload until it is done. */
  readonly state: string;
  /** Bytes of the payload that are there, of how many. */
  readonly onProgress: (size: number, whole: number | null) => void;
};

async function openState({ where, label, recipients, about, state }: Asked): Promise<UploadState> {
  const to = `${where.url} ${where.review}`;
  const same = canonicalJson({ label, recipients, about: JSON.stringify(about) });
  const opened = await openUploadState(state, () => {
    const key = systemChance.newId();
    return { to, same, key, ...newEnvelope(systemChance, recipients) };
  });
  if (opened.start.to === to && opened.start.same === same) return opened;
  await opened.close();
  throw new Error(
    `${state} remembers another upload: to another review, of another thing or for others. Finish it as it was begun, or remove that file.`,
  );
}

/**
 * Seals and uploads on the fly, in constant memory and without a sealed copy. After an interruption it goes on where it was:
 * it makes the same parts again and sends those that are missing. See `uploadParts` for why that is safe.
 */
export async function sealToReview(asked: Asked) {
  const { where, source, label, recipients, about, onProgress } = asked;
  const server = connect(where);
  const state = await openState(asked);
  const { key, fileKey, envelope } = state.start;
  const size = label.size === null ? null : sealedSize(toLabelLine(label).length + label.size);
  const hash = hashing();
  try {
    const begun = { key, envelope, recipients, partSize: PART_SIZE, size, about };
    const { id, have } = await server.begin(begun);
    const plaintext = withLabel(label, hash.over(source.pieces()));
    const cipher = cipherFor(fileKey, envelope);
    const manifest = await uploadParts(
      sealParts(plaintext, { cipher, chunksInPart: CHUNKS_IN_PART }),
      {
        partSize: PART_SIZE,
        have,
        journal: state.journal,
        sha256,
        put: (part, bytes) => server.putPart(id, part, bytes),
        onProgress: (done) => onProgress(done, size),
      },
    );
    const digest = await server.finish(id, manifest);
    if (digest !== (await toDigest(manifest, sha256)))
      throw new SealedFault("sealed/manifest-differs", "The server recorded another digest.");
    await state.remove();
    return { id, digest, size: hash.size(), sha256: hash.digest(), resumed: state.resumed };
  } catch (error) {
    await state.close();
    throw error;
  }
}
