import { canonicalJson } from "#core/canonicalJson.ts";
import type { SealedReading } from "#core/guard/plaintext.ts";
import type { Label } from "#core/sealed/label.ts";
import { newEnvelope } from "#core/sealed/newEnvelope.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import { sealUpload } from "#core/sealed/sealUpload.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { hashing } from "#outside/sealed/hashing.ts";
import { nativeCipher } from "#outside/sealed/nativeCipher.ts";
import type { Source } from "#outside/sealed/source.ts";
import { openUploadState, type UploadState } from "#outside/sealed/uploadState.ts";
import { connect, type Where } from "./connect.ts";

type Asked = {
  readonly where: Where;
  readonly source: Source;
  readonly label: Label;
  readonly recipients: readonly Recipient[];
  /** What else the server is told of it. */
  readonly about: Readonly<Record<string, unknown>>;
  /** A file that remembers the upload until it is done. */
  readonly state: string;
  /** What was found in it, once all of it has gone by. */
  readonly reading?: () => SealedReading;
  /** Bytes of the payload that are there, of how many. */
  readonly onProgress: (size: number, whole: number | null) => void;
};

async function openState({ where, label, recipients, about, state }: Asked): Promise<UploadState> {
  const to = `${where.url} ${where.review}`;
  const same = canonicalJson({ label, recipients, about: JSON.stringify(about) });
  const opened = await openUploadState(state, () => {
    const key = systemChance.newId();
    return { to, same, key, ...newEnvelope(systemChance.random, recipients) };
  });
  if (opened.start.to === to && opened.start.same === same) return opened;
  await opened.close();
  throw new Error(
    `${state} remembers another upload: to another review, of another thing or for others. Finish it as it was begun, or remove that file.`,
  );
}

/** Seals and uploads on the fly. Given again after an interruption, it goes on; see `sealUpload`. */
export async function sealToReview(asked: Asked) {
  const { where, source, label, recipients, about, onProgress } = asked;
  const state = await openState(asked);
  const hash = hashing();
  try {
    const done = await sealUpload({
      server: connect(where),
      keys: state.start,
      label,
      recipients,
      about,
      content: hash.over(source.pieces()),
      journal: state.journal,
      ...(asked.reading ? { reading: asked.reading } : {}),
      cipherOf: nativeCipher,
      sha256,
      onProgress,
    });
    await state.remove();
    return { ...done, size: hash.size(), sha256: hash.digest(), resumed: state.resumed };
  } catch (error) {
    await state.close();
    throw error;
  }
}
