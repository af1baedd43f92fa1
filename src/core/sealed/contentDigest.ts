import { fromBase64, toBase64 } from "../base64.ts";

/** `Content-Digest: sha-256=:…:` (RFC 9530). */
export const toContentDigest = (sha256: Uint8Array): string => `sha-256=:${toBase64(sha256)}:`;

/** The SHA-256 among the digests of the header; `undefined` where none stands in it. */
export function parseContentDigest(header: string | undefined): Uint8Array | undefined {
  const [, text] = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]{44}):/.exec(header ?? "") ?? [];
  const bytes = text === undefined ? undefined : fromBase64(text);
  return bytes?.length === 32 ? bytes : undefined;
}
