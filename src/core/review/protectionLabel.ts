/** A statute or an agreement that somebody claims for something, with its dates. Never implied by a default (V2). */
export type ProtectionLabel = {
  readonly basis: "statute" | "agreement";
  /** Name of it, such as "15 U.S.C. 1905" or "Terms v2, clause 4". */
  readonly name: string;
  readonly from: string;
  /** `null`: no end is claimed. */
  readonly until: string | null;
  /** Where it can be read. */
  readonly source: string;
  readonly claimedBy: string;
};

export type LabelState = "not-yet" | "in-force" | "lapsed";

/** State of a label on a day, both as `2026-09-22`; `until` is its last day. */
export function labelState({ from, until }: ProtectionLabel, today: string): LabelState {
  if (today < from) return "not-yet";
  return until !== null && today > until ? "lapsed" : "in-force";
}
