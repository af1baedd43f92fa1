import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8 } from "../bytes.ts";
import { canonicalJson } from "../canonicalJson.ts";
import type { Signed } from "./termsHash.ts";

export type DaysUncounted = { readonly days: readonly string[]; readonly reason: string };

/**
 * SHA-256 of `{reason, review, uncounted}` in canonical JSON (RFC 8785), the days sorted: what the lab signs when it leaves days
 * uncounted. `review` is the review's id, so that it can be said of no other.
 */
export const toUncountedHash = (review: string, { days, reason }: DaysUncounted): string =>
  bytesToHex(sha256(utf8(canonicalJson({ review, uncounted: [...days].sort(), reason }))));

/** The hash, and the two lines over it that an Ed25519 key signs; a signature of terms is none of this. */
export function signedUncounted(review: string, uncounted: DaysUncounted): Signed {
  const hash = toUncountedHash(review, uncounted);
  return { hash, message: utf8(`assay uncounted days v1\n${hash}\n`) };
}
