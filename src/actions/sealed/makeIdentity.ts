import { toRecipientKey } from "#core/sealed/identity.ts";
import { parseRecipientKey, toFingerprint } from "#core/sealed/recipient.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { makeKeyFile } from "#outside/sealed/keyFile.ts";

/** A new private key in a new file; answers with what may be given to others. */
export async function makeIdentity(path: string) {
  const key = toRecipientKey(await makeKeyFile(path, systemChance, new Date())) ?? "";
  return { key, fingerprint: toFingerprint(parseRecipientKey(key) ?? new Uint8Array()) };
}
