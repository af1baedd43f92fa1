import { splitLabel } from "#core/sealed/label.ts";
import { openFrom } from "#core/sealed/openPayload.ts";
import type { SealedServer } from "#core/sealed/sealedServer.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { openCipher } from "../sealed/openCipher.ts";

/** What the lab gives: where its endpoint is, what the model is called there, and the key. */
export type Endpoint = {
  readonly url: string;
  readonly model: string | null;
  readonly key: string | null;
};

/** Credentials in the memory of this process, and nowhere else. */
export type Credentials = {
  /** Throws once they are destroyed. */
  readonly read: () => Endpoint;
  /** Overwrites them. Done again it does nothing. */
  readonly destroy: () => void;
};

/** No endpoint's credentials are longer. */
const MOST_BYTES = 100_000;

const ASK_FOR =
  'Ask the lab to seal {"url": "https://…", "model": "…", "key": "…"}; model and key may be left out.';

/** Never repeats what it read: an error ends up in logs. */
function parseEndpoint(bytes: Uint8Array): Endpoint {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw new Error(`The sealed credentials are no JSON. ${ASK_FOR}`);
  }
  const { url, model = null, key = null } = (value ?? {}) as Record<string, unknown>;
  const isText = (text: unknown): text is string | null =>
    text === null || typeof text === "string";
  const isAddress = typeof url === "string" && /^https?:\/\//.test(url) && URL.canParse(url);
  if (!isAddress || !isText(model) || !isText(key))
    throw new Error(`The sealed credentials do not say where the endpoint is. ${ASK_FOR}`);
  return { url: url.replace(/\/+$/, ""), model, key };
}

export function holdCredentials(plain: Uint8Array): Credentials {
  parseEndpoint(plain); // faults show before anything is asked
  let held: Uint8Array | null = plain;
  return {
    read: () => {
      if (held === null) throw new Error("The credentials are destroyed.");
      return parseEndpoint(held);
    },
    destroy: () => {
      held?.fill(0);
      held = null;
    },
  };
}

/** Downloads and opens sealed credentials, in memory alone. Reading them is an access that the lab sees. */
export async function openCredentials(
  server: SealedServer,
  id: string,
  identities: readonly string[],
): Promise<Credentials> {
  const { manifest } = await server.manifest(id);
  if (manifest.size > MOST_BYTES) throw new Error("This is too large to be credentials.");
  const { envelope } = await server.envelope(id);
  const cipher = await openCipher(envelope, identities);
  const plain = openFrom((range) => server.payload(id, range), 0, { manifest, cipher, sha256 });
  const { content } = await splitLabel(plain);
  const whole = new Uint8Array(MOST_BYTES);
  let size = 0;
  for await (const piece of content) {
    whole.set(piece, size);
    size += piece.length;
    piece.fill(0);
  }
  return holdCredentials(whole.subarray(0, size));
}
