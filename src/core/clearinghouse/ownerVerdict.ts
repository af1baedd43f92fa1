import type { Stamp } from "./actor.ts";
import type { Origin } from "./membership.ts";

/** `acknowledged` says "I have this", no more; `confirmed` and `fixed` say that it is real. */
export const OWNER_VERDICTS = [
  "acknowledged",
  "confirmed",
  "need-more",
  "not-ours",
  "hardening-only",
  "fixed",
] as const;
export type OwnerVerdictKind = (typeof OWNER_VERDICTS)[number];

/** `against`: it counts against the finder's precision. A true finding sent to the wrong place or too late does not. */
export const REJECTION_REASONS = {
  "not-reproducible": { label: "Cannot be reproduced", counts: "against" },
  "intended-behaviour": { label: "Intended behaviour", counts: "against" },
  "out-of-threat-model": { label: "Outside our threat model", counts: "against" },
  "already-fixed": { label: "Already fixed", counts: "neutral" },
  "not-our-component": { label: "Not our component", counts: "neutral" },
  "test-or-example-code": { label: "Test or example code", counts: "against" },
  "duplicate-of-public": { label: "Already public", counts: "neutral" },
  other: { label: "Another reason, in the note", counts: "against" },
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;

export type OwnerVerdictEvent = {
  readonly type: "owner-verdict";
  readonly partyId: string;
  readonly verdict: OwnerVerdictKind;
  readonly version: string | null;
  readonly reason: RejectionReason | null;
  readonly note: string | null;
};

export type OwnerVerdict = Omit<OwnerVerdictEvent, "type"> & {
  readonly at: string;
  readonly by: string;
  readonly from: Origin;
};

export const isRejection = (verdict: OwnerVerdictKind): boolean =>
  verdict === "not-ours" || verdict === "hardening-only";

export function foldVerdicts(
  verdicts: readonly OwnerVerdict[],
  event: OwnerVerdictEvent & Stamp,
): readonly OwnerVerdict[] {
  const { partyId, verdict, version, reason, note, at } = event;
  const entry = { partyId, verdict, version, reason, note, at };
  return [...verdicts, { ...entry, by: event.by.label, from: null }];
}

/** An owner may change its mind: the newest verdict of each owning party, newest first. */
export function standingVerdicts(verdicts: readonly OwnerVerdict[]): readonly OwnerVerdict[] {
  const newest = new Map(verdicts.map((verdict) => [verdict.partyId, verdict]));
  return [...newest.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** One owner that says so is enough. Acknowledging after confirming takes nothing back. */
export const isConfirmed = (verdicts: readonly OwnerVerdict[]): boolean =>
  standingVerdicts(
    verdicts.filter(({ verdict }) => verdict !== "acknowledged" && verdict !== "need-more"),
  ).some(({ verdict }) => verdict === "confirmed" || verdict === "fixed");
