import type { Clock } from "./clock.ts";
import type { Grant, ReviewState } from "./reviewState.ts";

/**
 * Grants that let a person in now, by the clock and not by what has been recorded: given, naming the person, in a window
 * that runs. Nothing for who has stepped back or has not declared; a conflict takes away what had been given before it.
 */
export function liveGrants(state: ReviewState, clock: Clock, personId: string): readonly Grant[] {
  if (!clock.isOpen || state.ended !== null) return [];
  const conflict = state.conflicts.find((one) => one.personId === personId);
  if (conflict === undefined || conflict.recused) return [];
  return state.grants
    .filter((grant) => grant.state === "given" && !conflict.overtaken.includes(grant.id))
    .filter(({ persons }) => persons.some((person) => person.personId === personId));
}
