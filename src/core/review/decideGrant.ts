import { ok, type Result } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { Grant, ReviewState } from "./reviewState.ts";
import { agreedParties, newestTerms, termsInForce } from "./stage.ts";
import type { TermsVersion } from "./terms.ts";

/** Upper and lower case, blanks and compatibility forms of a letter do not make it another name. */
const spelt = (name: string): string =>
  name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();

type Named = { readonly partyId: string | null; readonly name: string };

/** Whether terms name a person, as one of their own party: nobody else touches anything under them. */
export function areNaming(
  { agencies }: ReviewState,
  { terms }: TermsVersion,
  { partyId, name }: Named,
): boolean {
  const party = agencies.find((agency) => agency.partyId === partyId)?.name;
  return (
    party !== undefined &&
    terms.people.some((one) => spelt(one.name) === spelt(name) && spelt(one.party) === spelt(party))
  );
}

/** The terms that this party is bound by, together with the lab. */
export function termsWith(state: ReviewState, partyId: string): Result<TermsVersion, ReviewNo> {
  const terms = termsInForce(state);
  if (terms === undefined)
    return newestTerms(state) === undefined
      ? no("terms/none", "No terms have been proposed.")
      : no("terms/not-signed", "The terms have not been signed by both sides.");
  if (!agreedParties(state).includes(partyId))
    return no(
      "terms/not-signed",
      `The agency has not signed version ${terms.version} of the terms.`,
    );
  return ok(terms);
}

/** Model access has a depth, and may have a variant; the other axes have neither. */
export function decideGrantRequest(
  { by, newId }: ReviewContext,
  { axis, level, variant, persons, reason }: ReviewActs["ask-grant"],
): ReviewDecision {
  if (by.partyId === null) return no("grant/not-named", "A grant is asked for by an agency.");
  if ((axis === "model") !== (level !== null) || (axis !== "model" && variant !== null))
    return no(
      "grant/axis",
      "Model access has a level, AL1 to AL3; other axes have no level and no variant.",
    );
  const known = new Set(persons.map(({ personId }) => personId));
  if (persons.length === 0 || known.size < persons.length)
    return no("grant/not-named", "Name each person who is to have access, once.");
  const { partyId } = by;
  const grantId = newId();
  return ok([{ type: "grant-asked", grantId, partyId, axis, level, variant, persons, reason }]);
}

function mayBeGiven(state: ReviewState, grant: Grant): Result<true, ReviewNo> {
  const terms = termsWith(state, grant.partyId);
  if (!terms.ok) return terms;
  const { version } = terms.value;
  const party = state.agencies.find(({ partyId }) => partyId === grant.partyId)?.name;
  for (const { personId, name } of grant.persons) {
    if (!areNaming(state, terms.value, { partyId: grant.partyId, name }))
      return no(
        "grant/outside-terms",
        `Version ${version} of the terms does not name ${name} of ${party}.`,
      );
    if (state.conflicts.some((one) => one.personId === personId && one.recused))
      return no("conflict/recused", `${name} has stepped back from this review.`);
  }
  if (grant.variant !== null && !terms.value.terms.variants.includes(grant.variant))
    return no("grant/outside-terms", `Version ${version} of the terms does not name this variant.`);
  return ok(true);
}

export function decideGrantAnswer(
  { state }: ReviewContext,
  { grantId, given, reason }: ReviewActs["answer-grant"],
): ReviewDecision {
  const grant = state.grants.find(({ id }) => id === grantId);
  if (grant === undefined) return no("grant/unknown", "Nothing like that was asked for.");
  if (grant.state === "ended") return no("grant/ended", "It has ended.");
  if (grant.state !== "asked") return no("grant/answered", "It has been answered.");
  const may = given ? mayBeGiven(state, grant) : ok(true);
  return may.ok ? ok([{ type: "grant-answered", grantId, given, reason }]) : may;
}

export function decideGrantEnd(
  { state }: ReviewContext,
  { grantId, reason }: ReviewActs["end-grant"],
): ReviewDecision {
  const grant = state.grants.find(({ id }) => id === grantId);
  if (grant === undefined) return no("grant/unknown", "There is no such grant.");
  if (grant.state === "ended") return no("grant/ended", "It has ended already.");
  if (grant.state !== "given") return no("review/not-yet", "It has not been given.");
  return ok([{ type: "grant-ended", grantId, why: reason }]);
}
