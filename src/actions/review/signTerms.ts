import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { diffTerms as findChanges } from "#core/review/diffTerms.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { signedTerms } from "#core/review/termsHash.ts";
import { termsAsText } from "#core/review/termsText.ts";
import { withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { actOnReview } from "./actOnReview.ts";
import { findForReader } from "./findForReader.ts";
import { noSuchReview } from "./noSuchReview.ts";
import type { Caller } from "./seen.ts";
import { sideOf } from "./sideOf.ts";
import { type Signing, takeSignature, toChallenge } from "./takeSignature.ts";

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
  return found ? ok(toChallenge(deps, signedTerms(found.terms.hash))) : noSuchReview();
}

/** Signs one version of the terms for the asker's side; the proof is kept, so that anybody can verify it again. */
export async function signTerms(deps: Deps, asker: Asker, at: At, signing: Signing) {
  const found = await findTerms(deps, asker, at);
  const { personId, partyId } = asker;
  if (!found || personId === null || partyId === null) return noSuchReview();
  const signed = signedTerms(found.terms.hash);
  const me = { ...asker, personId, partyId };
  const taken = await takeSignature(deps, me, found.side, signed, signing);
  if (!taken.ok) return taken;
  return await actOnReview(deps, asker, at.ref, "sign-terms", {
    version: at.version,
    signature: taken.value,
  });
}

/** Terms for somebody who reads them, which is on record. */
async function readTerms(deps: Deps, asker: Asker, caller: Caller, { ref, version }: At) {
  const found = await findForReader(deps, asker, caller, ref, `terms, version ${version}`);
  const terms = found && termsIn(found.stored.state, version);
  return found && terms ? { state: found.stored.state, terms } : undefined;
}

/** To read and to print. */
export async function printTerms(deps: Deps, asker: Asker, caller: Caller, at: At) {
  const found = await readTerms(deps, asker, caller, at);
  return found ? ok(termsAsText(found.state, found.terms)) : noSuchReview();
}

/** Against the version before; the first changes nothing. */
export async function diffTerms(deps: Deps, asker: Asker, caller: Caller, at: At) {
  const found = await readTerms(deps, asker, caller, at);
  if (!found) return noSuchReview();
  const before = termsIn(found.state, at.version - 1);
  return ok({ changes: before ? findChanges(before.terms, found.terms.terms) : [] });
}
