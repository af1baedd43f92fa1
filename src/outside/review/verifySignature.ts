import { createPublicKey, verify } from "node:crypto";
import { parseSigningKey } from "#core/review/signingKey.ts";
import type { TermsSignature, TermsVersion } from "#core/review/terms.ts";
import { type Signed, signedTerms, toTermsHash } from "#core/review/termsHash.ts";
import { verifyAssertion } from "./termsAssertion.ts";

/** What was given as a signature; enough to verify it again without the server. */
export type TermsProof = Pick<TermsSignature, "method" | "proof">;

/** `why` is a sentence for a person. */
export type ProofVerdict = { readonly ok: true } | { readonly ok: false; readonly why: string };

const no = (why: string) => ({ ok: false, why }) as const;

/** Signature as 128 hexadecimal digits. */
function verifyEd25519(
  message: Uint8Array,
  { publicKey, signature }: TermsProof["proof"],
): ProofVerdict {
  const key = parseSigningKey(publicKey);
  if (key === undefined || key !== publicKey) return no("The public key is not an Ed25519 key.");
  if (!/^[0-9a-f]{128}$/.test(signature))
    return no("The signature is not 64 bytes in hexadecimal.");
  const x = Buffer.from(key, "hex").toString("base64url");
  const publicObject = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const holds = verify(null, message, publicObject, Buffer.from(signature, "hex"));
  return holds ? { ok: true } : no("The signature is not by this key over what was to be signed.");
}

/**
 * Whether the proof holds for what is signed, from the proof alone: no server, no network. That the key belonged to the person
 * is what the ledger's entry of the signature says.
 */
export async function verifyProof(
  { hash, message }: Signed,
  { method, proof }: TermsProof,
): Promise<ProofVerdict> {
  if (method === "ed25519") return verifyEd25519(message, proof);
  const verdict = await verifyAssertion(hash, proof);
  return verdict.ok ? { ok: true } : verdict;
}

export const verifyTermsProof = (hash: string, proof: TermsProof): Promise<ProofVerdict> =>
  verifyProof(signedTerms(hash), proof);

/** Verifies a version as it is stored: its hash, and every signature. `review` is the review's id. */
export async function verifyTerms(review: string, version: TermsVersion): Promise<ProofVerdict> {
  const hash = toTermsHash(review, version.version, version.terms);
  if (hash !== version.hash) return no("The terms are not those of the hash.");
  for (const signature of version.signatures) {
    const verdict = await verifyTermsProof(hash, signature);
    if (!verdict.ok) return no(`Signature of ${signature.name}: ${verdict.why}`);
  }
  return { ok: true };
}
