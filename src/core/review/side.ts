/** Where somebody stands in a review. `recorder`: the designated role that records coverage, and nothing else. */
export const SIDES = ["lab", "agency", "recorder", "system"] as const;
export type Side = (typeof SIDES)[number];

/** Who did it, and from which side. */
export type ReviewActor = {
  readonly side: Side;
  readonly personId: string | null;
  readonly partyId: string | null;
  readonly label: string;
};

/** `id` orders events of one instant. `at` is an ISO 8601 instant in UTC. */
export type ReviewStamp = { readonly id: string; readonly at: string; readonly by: ReviewActor };

export const ASSAY: ReviewActor = { side: "system", personId: null, partyId: null, label: "Assay" };
