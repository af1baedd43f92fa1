/** Who did it. Both ids `null` means the system itself, by a rule and not by a person. */
export type Actor = {
  readonly personId: string | null;
  readonly partyId: string | null;
  readonly label: string;
};

export const SYSTEM: Actor = { personId: null, partyId: null, label: "Assay" };

/** True where a rule acts and nobody looked: such an act is held to stricter terms. */
export const isAutomatic = (by: Actor): boolean => by.personId === null;

/** What every event carries besides its own facts. `at` is an ISO 8601 instant in UTC. */
export type Stamp = { readonly at: string; readonly by: Actor };
