import type { Sha256 } from "#core/sealed/manifest.ts";
import type { Random } from "#core/sealed/newEnvelope.ts";
import type { Patience } from "#core/sealed/patience.ts";

/** The browser's own. It offers this on https pages and on localhost alone, as it does passkeys. */
export const sha256: Sha256 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));

export const random: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

/** A minute or so altogether. */
export const patience: Patience = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  tries: 9,
};

const PIECE = 2 ** 20;

/** A file of any size, a megabyte in memory. The page stays awake between pieces. */
export async function* filePieces(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE)
    yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
}
