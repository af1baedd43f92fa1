import type { Asker } from "#core/access/asker.ts";
import { toBase64 } from "#core/base64.ts";
import { ok } from "#core/result.ts";
import { no } from "#core/review/refusal.ts";
import type { TermsSignature } from "#core/review/terms.ts";
import { type Signed, toTermsChallenge } from "#core/review/termsHash.ts";
import { takeAssertion } from "#outside/review/termsAssertion.ts";
import { verifyProof } from "#outside/review/verifySignature.ts";
import { countPasskey, findPasskey } from "#store/access/passkey.ts";
import { withAsker, withSystem } from "#store/database.ts";
import { findPersonKey } from "#store/review/personKey.ts";
import type { Deps } from "../deps.ts";

export type Signing =
  | { readonly method: "webauthn"; readonly response: Readonly<Record<string, unknown>> }
  | { readonly method: "ed25519"; readonly keyId: string; readonly signature: string };

/** What a passkey is asked, and what an Ed25519 key signs. */
export const toChallenge = ({ site }: Pick<Deps, "site">, { hash, message }: Signed) => ({
  message: toBase64(message),
  hash,
  options: {
    challenge: toTermsChallenge(hash),
    rpId: site.rpId,
    userVerification: "required",
    timeout: 300_000,
  },
});

/** By a passkey of this person, whose counter is kept. */
async function byPasskey(deps: Deps, asker: Asker, { hash }: Signed, response: { id?: unknown }) {
  return await withSystem(deps.db, asker.deskId, async (tx) => {
    const id = typeof response.id === "string" ? response.id : "";
    const passkey = await findPasskey(tx, id);
    if (!passkey || passkey.personId !== asker.personId)
      return no("terms/signature", "This is no passkey of yours.");
    const taken = await takeAssertion(deps.site, hash, passkey, response);
    if (!taken.ok) return no("terms/signature", taken.why);
    await countPasskey(tx, passkey.id, taken.counter, deps.now());
    return ok(taken.proof);
  });
}

async function byKey(
  deps: Deps,
  asker: Asker,
  signed: Signed,
  { keyId, signature }: Signing & { readonly method: "ed25519" },
) {
  const key = await withAsker(deps.db, asker, (tx) => findPersonKey(tx, keyId));
  const isMine = key?.personId === asker.personId && key?.purpose === "sign";
  if (!key || !isMine || key.endedAt !== null)
    return no("terms/signature", "This is no signing key of yours; add its public part first.");
  const proof = { keyId, publicKey: key.publicKey, signature };
  const verdict = await verifyProof(signed, { method: "ed25519", proof });
  return verdict.ok ? ok(proof) : no("terms/signature", verdict.why);
}

type Signer = Asker & { readonly personId: string; readonly partyId: string };

/** A signature for one's own side, verified; the proof is kept, so that anybody can verify it again. */
export async function takeSignature(
  deps: Deps,
  asker: Signer,
  side: TermsSignature["side"],
  signed: Signed,
  signing: Signing,
) {
  const proof =
    signing.method === "webauthn"
      ? await byPasskey(deps, asker, signed, signing.response)
      : await byKey(deps, asker, signed, signing);
  if (!proof.ok) return proof;
  const signature: TermsSignature = {
    side,
    partyId: asker.partyId,
    personId: asker.personId,
    name: asker.name,
    at: deps.now().toISOString(),
    method: signing.method,
    proof: proof.value,
  };
  return ok(signature);
}
