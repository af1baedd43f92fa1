import { NONCE, toEnvelope, wrapFileKey } from "#core/sealed/envelope.ts";
import { payloadKey } from "#core/sealed/payload.ts";
import { parseRecipientKey, type Recipient } from "#core/sealed/recipient.ts";
import type { Chance } from "#outside/chance/chance.ts";
import { nativeCipher } from "#outside/sealed/nativeCipher.ts";

const FILE_KEY = 16;

/** A stanza for each. Throws for a key that `parseRecipientKey` does not read. */
export const wrapForAll = (
  chance: Chance,
  fileKey: Uint8Array,
  recipients: readonly Recipient[],
): readonly string[] =>
  recipients.map(({ name, key }) => {
    const bytes = parseRecipientKey(key);
    if (bytes === undefined) throw new TypeError(`"${key}" of ${name} is no public key`);
    return wrapFileKey(fileKey, bytes, chance.random(32));
  });

/** A new file key, wrapped for each of them. */
export function newEnvelope(chance: Chance, recipients: readonly Recipient[]) {
  const [fileKey, nonce] = [chance.random(FILE_KEY), chance.random(NONCE)];
  const stanzas = wrapForAll(chance, fileKey, recipients);
  return { fileKey, envelope: toEnvelope({ stanzas, nonce }, fileKey) };
}

export const cipherFor = (fileKey: Uint8Array, envelope: Uint8Array) =>
  nativeCipher(payloadKey(fileKey, envelope.subarray(-NONCE)));
