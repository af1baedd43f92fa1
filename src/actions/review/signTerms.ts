import type { Asker } from "#core/access/asker.ts";
import { toBase64 } from "#core/base64.ts";
import { ok } from "#core/result.ts";
import { diffTerms as findChanges } from "#core/review/diffTerms.ts";
import { no } from "#core/review/refusal.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import type { TermsSignature } from "#core/review/terms.ts";
import { toTermsChallenge, toTermsMessage } from "#core/review/termsHash.ts";
import { termsAsText } from "#core/review/termsText.ts";
import { takeAssertion } from "#outside/review/termsAssertion.ts";
import { verifyTermsProof } from "#outside/review/verifySignature.ts";
import { countPasskey, findPasskey } from "#store/access/passkey.ts";
import { withAsker, withSystem } from "#store/database.ts";
import { findPersonKey } from "#store/review/personKey.ts";
import { findReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { actOnReview } from "./actOnReview.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { sideOf } from "./sideOf.ts";

type At = { readonly ref: string; readonly version: number };

const termsIn = (state: ReviewState, version: number) =>
  state.terms.find((one) => one.version === version);

async function findTerms(deps: Deps, asker: Asker, { ref, version }: At) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    const terms = stored && termsIn(stored.state, version);
    return stored && side && terms ? { state: stored.state, side, terms } : undefined;
  });
}

/** What is to be signed: by a passkey the hash itself, by a key of one's own the message that holds it. */
export async function beginTermsSignature(deps: Deps, asker: Asker, at: At) {
  const found = await findTerms(deps, asker, at);
  if (!found) return noSuchReview();
  const { hash } = found.terms;
  return ok({
    message: toBase64(toTermsMessage(hash)),
    hash,
    options: {
      challenge: toTermsChallenge(hash),
      rpId: deps.site.rpId,
      userVerification: "required",
      timeout: 300_000,
    },
  });
}

export type Signing =
  | { readonly method: "webauthn"; readonly response: Readonly<Record<string, unknown>> }
  | { readonly method: "ed25519"; readonly keyId: string; readonly signature: string };

/** By a passkey of this person, whose counter is kept. */
async function byPasskey(deps: Deps, asker: Asker, hash: string, response: { id?: unknown }) {
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
  hash: string,
  { keyId, signature }: Signing & { readonly method: "ed25519" },
) {
  const key = await withAsker(deps.db, asker, (tx) => findPersonKey(tx, keyId));
  const isMine = key?.personId === asker.personId && key?.purpose === "sign";
  if (!key || !isMine || key.endedAt !== null)
    return no("terms/signature", "This is no signing key of yours; add its public part first.");
  const proof = { keyId, publicKey: key.publicKey, signature };
  const verdict = await verifyTermsProof(hash, { method: "ed25519", proof });
  return verdict.ok ? ok(proof) : no("terms/signature", verdict.why);
}

/** Signs one version of the terms for the asker's side; the proof is kept, so that anybody can verify it again. */
export async function signTerms(deps: Deps, asker: Asker, at: At, signing: Signing) {
  const found = await findTerms(deps, asker, at);
  const { personId, partyId } = asker;
  if (!found || personId === null || partyId === null) return noSuchReview();
  const { hash } = found.terms;
  const proof =
    signing.method === "webauthn"
      ? await byPasskey(deps, asker, hash, signing.response)
      : await byKey(deps, asker, hash, signing);
  if (!proof.ok) return proof;
  const signature: TermsSignature = {
    side: found.side,
    partyId,
    personId,
    name: asker.name,
    at: deps.now().toISOString(),
    method: signing.method,
    proof: proof.value,
  };
  return await actOnReview(deps, asker, at.ref, "sign-terms", { version: at.version, signature });
}

/** To read and to print. */
export async function printTerms(deps: Deps, asker: Asker, at: At) {
  const found = await findTerms(deps, asker, at);
  return found ? ok(termsAsText(found.state, found.terms)) : noSuchReview();
}

/** Against the version before; the first changes nothing. */
export async function diffTerms(deps: Deps, asker: Asker, at: At) {
  const found = await findTerms(deps, asker, at);
  if (!found) return noSuchReview();
  const before = termsIn(found.state, at.version - 1);
  return ok({ changes: before ? findChanges(before.terms, found.terms.terms) : [] });
}
