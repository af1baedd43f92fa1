import { type Belongings, type CaseState, NO_BELONGINGS } from "./caseState.ts";
import type { Origin } from "./membership.ts";

type Entry = { readonly from: Origin };
type Name = keyof Belongings;
const NAMES = Object.keys(NO_BELONGINGS) as readonly Name[];

/** Runs over the eleven lists; the cast is sound because each list goes in under the name it came from. */
const each = (change: (name: Name) => readonly Entry[]): Belongings =>
  Object.fromEntries(NAMES.map((name) => [name, change(name)])) as unknown as Belongings;

export const belongingsOf = (state: CaseState): Belongings => each((name) => state[name]);

/** The belongings of another case, marked by how they come in. */
export const marked = (brought: Belongings, from: string): Belongings =>
  each((name) => brought[name].map((entry) => ({ ...entry, from })));

export const withBelongings = (state: CaseState, brought: Belongings): CaseState => ({
  ...state,
  ...each((name) => [...state[name], ...brought[name]]),
});

/** Takes out exactly what came in that way; what arrived later stays. */
export const withoutOrigin = (state: CaseState, from: string): CaseState => ({
  ...state,
  ...each((name) => state[name].filter((entry) => entry.from !== from)),
});

/** What goes along with some of the findings when they become a case of their own: what was said of exactly them, and the seats. */
export function belongingsOfFindings(state: CaseState, findingIds: readonly string[]): Belongings {
  const goes = new Set(findingIds);
  const ofThem = <E extends { readonly findingId: string }>(entries: readonly E[]) =>
    entries.filter(({ findingId }) => goes.has(findingId));
  return {
    ...NO_BELONGINGS,
    members: ofThem(state.members),
    evidence: ofThem(state.evidence),
    informed: ofThem(state.informed),
    participants: state.participants,
  };
}
