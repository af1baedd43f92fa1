import { ok } from "../result.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { no } from "./refusal.ts";
import type { ReviewFact } from "./reviewEvent.ts";
import type { ReviewState } from "./reviewState.ts";

export const isRecused = (state: ReviewState, personId: string | null): boolean =>
  state.conflicts.some((one) => one.personId === personId && one.recused);

/** R5: each for themselves, before the first access. Declared again, it holds as it then is. */
export function decideConflict(
  { by }: ReviewContext,
  { has, statement }: ReviewActs["declare-conflict"],
): ReviewDecision {
  if (by.personId === null) return no("conflict/missing", "A person declares for themselves.");
  if (has && statement.trim() === "") return no("conflict/missing", "Say what the conflict is.");
  const { personId, label } = by;
  return ok([{ type: "conflict-declared", personId, name: label, has, statement }]);
}

/** Final. Grants that name nobody else end with it. */
export function decideRecusal({ state, by }: ReviewContext): ReviewDecision {
  const { personId } = by;
  if (personId === null) return no("conflict/missing", "A person steps back for themselves.");
  if (isRecused(state, personId)) return no("conflict/recused", "You have stepped back already.");
  const empty = state.grants
    .filter((grant) => grant.state === "given" || grant.state === "asked")
    .filter(({ persons }) => persons.some((one) => one.personId === personId))
    .filter(({ persons }) =>
      persons.every((one) => one.personId === personId || isRecused(state, one.personId)),
    );
  const why = "Everybody whom it names has stepped back.";
  const ended = empty.map(({ id }): ReviewFact => ({ type: "grant-ended", grantId: id, why }));
  return ok([{ type: "recused", personId }, ...ended]);
}
