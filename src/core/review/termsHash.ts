import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { toBase64url } from "../base64.ts";
import { utf8 } from "../bytes.ts";
import { canonicalJson } from "../canonicalJson.ts";
import type { Terms } from "./terms.ts";

/** What both sides sign, as canonical JSON (RFC 8785). `review` is the review's id, a UUID, so that no two places share it. */
export const toTermsDocument = (review: string, version: number, terms: Terms): string =>
  canonicalJson({ review, version, terms });

/** SHA-256 of `toTermsDocument` in UTF-8: 64 hexadecimal digits, lower case. */
export const toTermsHash = (review: string, version: number, terms: Terms): string =>
  bytesToHex(sha256(utf8(toTermsDocument(review, version, terms))));

/**
 * The bytes that an Ed25519 key (RFC 8032) signs: two lines, each with its newline. The first line keeps a signature made for
 * anything else from being taken for one of terms, and one of terms for anything else.
 */
export const toTermsMessage = (hash: string): Uint8Array => utf8(`assay terms v1\n${hash}\n`);

/** What a signature is over: a passkey answers the hash, an Ed25519 key signs the message. */
export type Signed = { readonly hash: string; readonly message: Uint8Array };

export const signedTerms = (hash: string): Signed => ({ hash, message: toTermsMessage(hash) });

/** The challenge that a passkey answers: the 32 bytes of the hash, as base64url. Throws for what is no such hash. */
export function toTermsChallenge(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError("Not a SHA-256 in hexadecimal.");
  return toBase64url(hexToBytes(hash));
}
