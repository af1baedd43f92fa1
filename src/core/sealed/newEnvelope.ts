import type { ChunkCipher, CipherOf } from "./cipher.ts";
import { NONCE, toEnvelope, wrapFileKey } from "./envelope.ts";
import { payloadKey } from "./payload.ts";
import { parseRecipientKey, type Recipient } from "./recipient.ts";

/** So many bytes of chance. */
export type Random = (bytes: number) => Uint8Array;

const FILE_KEY = 16;

/** A stanza for each. Throws for a key that `parseRecipientKey` does not read. */
export const wrapForAll = (
  random: Random,
  fileKey: Uint8Array,
  recipients: readonly Recipient[],
): readonly string[] =>
  recipients.map(({ name, key }) => {
    const bytes = parseRecipientKey(key);
    if (bytes === undefined) throw new TypeError(`"${key}" of ${name} is no public key`);
    return wrapFileKey(fileKey, bytes, random(32));
  });

/** A new file key, wrapped for each of them. */
export function newEnvelope(random: Random, recipients: readonly Recipient[]) {
  const [fileKey, nonce] = [random(FILE_KEY), random(NONCE)];
  const stanzas = wrapForAll(random, fileKey, recipients);
  return { fileKey, envelope: toEnvelope({ stanzas, nonce }, fileKey) };
}

/** For the payload that the envelope belongs to. */
export const payloadCipher = (
  cipherOf: CipherOf,
  fileKey: Uint8Array,
  envelope: Uint8Array,
): ChunkCipher => cipherOf(payloadKey(fileKey, envelope.subarray(-NONCE)));
