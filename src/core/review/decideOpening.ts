import { ok, type Result } from "../result.ts";
import type { ReviewDecision } from "./act.ts";
import { decideCount } from "./decideClock.ts";
import { proposedTerms } from "./decideTermsMove.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { Increment, ReviewFact } from "./reviewEvent.ts";
import type { ReviewState } from "./reviewState.ts";
import { ACTS, type Act } from "./reviewWords.ts";
import type { ReviewActor } from "./side.ts";
import { termsInForce } from "./stage.ts";
import { dayAt } from "./today.ts";

export type Opening = {
  readonly reviewId: string;
  readonly ref: string;
  readonly lab: { readonly partyId: string; readonly name: string };
  readonly model: string;
  readonly version: string;
  readonly increment: Increment;
  /** Absent: what `defaultActs` says. */
  readonly acts?: readonly Act[] | undefined;
  readonly openWeight: boolean;
  readonly zone: string;
  /** Absent: 30. */
  readonly policyDays?: number | undefined;
};

export type OpeningContext = {
  readonly now: string;
  readonly by: ReviewActor;
  /** The review of this lab that `increment.reuses` names, where there is one. */
  readonly reused: ReviewState | null;
  /** Reference of an open review of the same version, where there is one. */
  readonly standing: string | null;
};

const DEFAULT_DAYS = 30;

/** L16: weights that are out do not come back, so a window before that is not what one starts from. It can be asked for. */
export const defaultActs = (openWeight: boolean): readonly Act[] =>
  openWeight ? ACTS.filter((act) => act !== "access-window") : ACTS;

function mayReuse(
  { increment, lab, model }: Opening,
  reused: ReviewState | null,
): Result<true, ReviewNo> {
  if (increment.reuses === null) return ok(true);
  if (increment.kind !== "point-release")
    return no("review/not-asked-for", "Only a point release reuses the review before it.");
  if (reused?.ref !== increment.reuses || reused.lab.partyId !== lab.partyId)
    return no("review/not-found", `There is no review ${increment.reuses} of yours.`);
  if (reused.model !== model)
    return no("review/not-asked-for", `${increment.reuses} is of ${reused.model}.`);
  return ok(true);
}

/** The terms that were in force are proposed anew, where the day of destruction is still ahead: signatures do not carry over. */
function carriedTerms(
  { reviewId, zone }: { readonly reviewId: string; readonly zone: string },
  reused: ReviewState | null,
  now: string,
): readonly ReviewFact[] {
  const terms = reused === null ? undefined : termsInForce(reused)?.terms;
  if (terms === undefined || terms.destructionDate <= dayAt({ zone }, now)) return [];
  return [proposedTerms(reviewId, 1, terms)];
}

/** L1, L2, L6, L8, L16. One review for each version at a time; everything else is the lab's to declare. */
export function decideOpening(
  opening: Opening,
  { now, by, reused, standing }: OpeningContext,
): ReviewDecision {
  const { increment, openWeight } = opening;
  if (by.side !== "lab" || by.partyId !== opening.lab.partyId)
    return no("review/not-your-side", "A lab opens the reviews of its own models.");
  if (standing !== null) return no("review/opened-before", `${standing} is open for this version.`);
  const acts = [...new Set(opening.acts ?? defaultActs(openWeight))];
  if (acts.length === 0) return no("review/not-asked-for", "Name at least one of the three acts.");
  const count = decideCount(opening.zone, opening.policyDays ?? DEFAULT_DAYS);
  if (!count.ok) return count;
  const may = mayReuse(opening, reused);
  if (!may.ok) return may;
  const { zone, policyDays } = count.value;
  const { reviewId, ref, lab, model, version } = opening;
  return ok([
    {
      type: "opened",
      ...{ reviewId, ref, lab, model, version },
      ...{ increment, acts, openWeight, zone, policyDays },
    },
    ...(increment.reuses !== null && acts.includes("access-window")
      ? carriedTerms({ reviewId, zone }, reused, now)
      : []),
  ]);
}
