import { changed, type Handlers } from "./handler.ts";
import type { Conflict, ReviewState } from "./reviewState.ts";

const conflictOf = (state: ReviewState, personId: string): Conflict | undefined =>
  state.conflicts.find((one) => one.personId === personId);

const withConflict = (state: ReviewState, conflict: Conflict): ReviewState => ({
  ...state,
  conflicts: [
    ...state.conflicts.filter(({ personId }) => personId !== conflict.personId),
    conflict,
  ],
});

const givenTo = (state: ReviewState, personId: string): readonly string[] =>
  state.grants
    .filter((grant) => grant.state === "given")
    .filter(({ persons }) => persons.some((person) => person.personId === personId))
    .map(({ id }) => id);

export const GRANTS: Pick<
  Handlers,
  "grant-asked" | "grant-answered" | "grant-ended" | "conflict-declared" | "recused"
> = {
  "grant-asked": (state, { grantId, partyId, axis, level, variant, persons, reason, at }) => ({
    ...state,
    grants: [
      ...state.grants,
      {
        id: grantId,
        partyId,
        axis,
        level,
        variant,
        persons,
        state: "asked",
        askedAt: at,
        answeredAt: null,
        endedAt: null,
        reason,
        why: null,
      },
    ],
  }),
  "grant-answered": (state, { grantId, given, reason, at }) => ({
    ...state,
    grants: changed(state.grants, grantId, (grant) => ({
      ...grant,
      state: given ? "given" : "declined",
      answeredAt: at,
      why: reason,
    })),
  }),
  "grant-ended": (state, { grantId, why, at }) => ({
    ...state,
    grants: changed(state.grants, grantId, (grant) => ({
      ...grant,
      state: "ended",
      endedAt: at,
      why,
    })),
  }),
  "conflict-declared": (state, { personId, name, has, statement, at, by }) => {
    const before = conflictOf(state, personId);
    const known = before?.overtaken ?? [];
    return withConflict(state, {
      personId,
      partyId: by.partyId,
      name,
      has,
      statement,
      at,
      recused: before?.recused ?? false,
      overtaken: has ? [...new Set([...known, ...givenTo(state, personId)])] : known,
    });
  },
  recused: (state, { personId, at, by }) => {
    const before = conflictOf(state, personId);
    const blank = { personId, partyId: by.partyId, name: by.label, statement: "", at };
    return withConflict(state, {
      ...(before ?? { ...blank, has: true, overtaken: [] }),
      recused: true,
    });
  },
};
