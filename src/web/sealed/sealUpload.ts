import type { SealedReading } from "#core/guard/plaintext.ts";
import { scriptCipher } from "#core/sealed/cipher.ts";
import type { Label } from "#core/sealed/label.ts";
import { newEnvelope } from "#core/sealed/newEnvelope.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import type { SealedServer } from "#core/sealed/sealedServer.ts";
import { sealUpload, type UploadKeys } from "#core/sealed/sealUpload.ts";
import { filePieces, random, sha256 } from "./platform.ts";

type Asked = {
  readonly file: File;
  readonly recipients: readonly Recipient[];
  /** Its kind, its protection label, the word that it is not classified. */
  readonly about: Readonly<Record<string, unknown>>;
  /** What was found in it before. */
  readonly reading?: SealedReading;
};

export type Progress = (size: number, whole: number | null) => void;

const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;

export const labelOf = (file: File): Label => ({
  name: file.name,
  type: MEDIA_TYPE.test(file.type) ? file.type : "application/octet-stream",
  size: file.size,
});

/**
 * One upload of one file. `run` again after an interruption goes on with it, as long as this page is open: the key of the thing
 * is in its memory and nowhere else.
 */
export function openUpload({ file, recipients, about, reading }: Asked) {
  const keys: UploadKeys = { key: crypto.randomUUID(), ...newEnvelope(random, recipients) };
  const recorded = new Map<number, string>();
  const journal = {
    at: (part: number) => recorded.get(part),
    record: async (part: number, hash: string) => void recorded.set(part, hash),
  };
  const fixed = { keys, journal, recipients, about, label: labelOf(file) };
  return {
    run: (server: SealedServer, onProgress: Progress) =>
      sealUpload({
        ...fixed,
        server,
        onProgress,
        content: filePieces(file),
        cipherOf: scriptCipher,
        ...(reading ? { reading: () => reading } : {}),
        sha256,
      }),
  };
}
