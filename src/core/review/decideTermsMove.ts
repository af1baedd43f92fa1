import { canonicalJson } from "../canonicalJson.ts";
import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { parseTerms } from "./parseTerms.ts";
import { no } from "./refusal.ts";
import type { ReviewFact } from "./reviewEvent.ts";
import type { ReviewActor } from "./side.ts";
import { newestTerms } from "./stage.ts";
import type { Terms, TermsSignature } from "./terms.ts";
import { toTermsHash } from "./termsHash.ts";

export const proposedTerms = (reviewId: string, version: number, terms: Terms): ReviewFact => ({
  type: "terms-proposed",
  version,
  hash: toTermsHash(reviewId, version, terms),
  terms,
});

/** What was in force stays so until both sides have signed the new version. */
export function decideTermsProposal(
  { state }: ReviewContext,
  { terms }: ReviewActs["propose-terms"],
): ReviewDecision {
  const parsed = parseTerms(terms);
  if (!parsed.ok)
    return no("terms/faults", parsed.problems.map(({ message }) => message).join(" "));
  const newest = newestTerms(state);
  if (newest !== undefined && canonicalJson(newest.terms) === canonicalJson(parsed.terms))
    return no("terms/unchanged", `Version ${newest.version} says the same.`);
  return ok([proposedTerms(state.id, (newest?.version ?? 0) + 1, parsed.terms)]);
}

/** Whether a signature is that of the one who asks, for the side and party they stand for. */
export const isOwnSignature = (
  { side, partyId, personId }: TermsSignature,
  by: ReviewActor,
): boolean => side === by.side && partyId === by.partyId && personId === by.personId;

/** The signature was verified before; here it has to be that of the one who asks, for the side it stands on. */
export function decideSigning(
  { state, by }: ReviewContext,
  { version, signature }: ReviewActs["sign-terms"],
): ReviewDecision {
  const newest = newestTerms(state);
  if (newest === undefined) return no("terms/none", "No terms have been proposed.");
  if (newest.version !== version)
    return no("terms/other-version", `Version ${newest.version} is the one to sign.`);
  if (!isOwnSignature(signature, by))
    return no("terms/signature", "One signs for oneself and one's own party.");
  if (newest.signatures.some((one) => one.partyId === by.partyId))
    return no("terms/signed", `Your party has signed version ${version}.`);
  return ok([{ type: "terms-signed", version, signature }]);
}
