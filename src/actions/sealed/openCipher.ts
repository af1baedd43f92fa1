import type { ChunkCipher } from "#core/sealed/cipher.ts";
import { payloadCipher } from "#core/sealed/newEnvelope.ts";
import { unwrap } from "#core/sealed/unwrap.ts";
import { nativeCipher } from "#outside/sealed/nativeCipher.ts";

/** What opens the payload. Throws a `SealedFault` where none of the identities opens the envelope. */
export const openCipher = async (
  envelope: Uint8Array,
  identities: readonly string[],
): Promise<ChunkCipher> =>
  payloadCipher(nativeCipher, await unwrap(envelope, identities), envelope);
