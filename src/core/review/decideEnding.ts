import { addDays } from "../clearinghouse/day.ts";
import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import type { Recipient, ReviewFact } from "./reviewEvent.ts";
import type { Material, ReviewState } from "./reviewState.ts";
import { termsInForce } from "./stage.ts";
import { dayAt } from "./today.ts";

/** Days for a destruction certificate where the terms name no day that is still ahead. */
const DESTRUCTION_DAYS = 30;

function dueDay(state: ReviewState, now: string): string {
  const today = dayAt(state, now);
  const agreed = termsInForce(state)?.terms.destructionDate ?? today;
  return agreed > today ? agreed : addDays(today, DESTRUCTION_DAYS);
}

/** One certificate a person and thing: somebody with two keys holds one copy. */
const holderKey = (material: Material, { partyId, personId, key }: Recipient): string =>
  [material.id, partyId, personId ?? key].join(" ");

type EndContext = Pick<ReviewContext, "state" | "now" | "newId">;

/** Everybody outside of the sender's party who could ever open it is asked for a destruction certificate. */
function destructionFacts({ state, now, newId }: EndContext): readonly ReviewFact[] {
  const due = dueDay(state, now);
  const held = state.materials.flatMap((material) =>
    material.holders.map((holder) => ({ material, holder })),
  );
  const asked = new Map(
    held
      .filter(({ material, holder }) => holder.partyId !== material.byPartyId)
      .map((one) => [holderKey(one.material, one.holder), one]),
  );
  return [...asked.values()].flatMap(({ material, holder: { partyId, personId, name } }) =>
    partyId === null
      ? []
      : [
          {
            type: "destruction-asked",
            destructionId: newId(),
            materialId: material.id,
            partyId,
            personId,
            name,
            due,
          },
        ],
  );
}

/** The end and what follows from it. Nothing where an end has been recorded. */
export const endFacts = (context: EndContext, end: ReviewFact): readonly ReviewFact[] =>
  context.state.ended === null ? [end, ...destructionFacts(context)] : [];

/** L3: no reason is asked for, and none is kept. */
export const decideWithdrawal = (context: ReviewContext): ReviewDecision =>
  ok(endFacts(context, { type: "withdrawn" }));

export const decideCompletion = (context: ReviewContext): ReviewDecision =>
  ok(endFacts(context, { type: "completed", reason: null }));

export const decideNotApplicable = (
  context: ReviewContext,
  { reason }: ReviewActs["find-not-applicable"],
): ReviewDecision => ok(endFacts(context, { type: "found-not-applicable", reason }));
