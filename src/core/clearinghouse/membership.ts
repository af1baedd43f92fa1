import type { Stamp } from "./actor.ts";
import type { EmbargoTerms } from "./embargo.ts";

/** Who found it and with what, as far as it is known. `partyId` is the submitting party. */
export type FinderRef = {
  readonly partyId: string | null;
  readonly party: string | null;
  readonly model: string | null;
  readonly harness: string | null;
};

export type Match = "same" | "proposed" | "new" | "manual";

/** One finding in a case. `awayTo`: split off into that case, and back again when the split is undone. */
export type Membership = {
  readonly findingId: string;
  readonly match: Match;
  readonly finder: FinderRef;
  /** The embargo terms its own report came with; all that its finder is told of the embargo's end. */
  readonly terms: EmbargoTerms | null;
  readonly joinedAt: string;
  readonly joinedBy: string;
  readonly awayTo: string | null;
  readonly from: Origin;
};

/** How an entry came into a case: `null` for its own, else by which merge or split, so that undoing takes out exactly that. */
export type Origin = string | null;
export const byMerge = (caseId: string): string => `merge ${caseId}`;
export const bySplit = (caseId: string): string => `split ${caseId}`;

export type MembershipEvent =
  | {
      readonly type: "finding-joined";
      readonly findingId: string;
      readonly match: Match;
      readonly finder: FinderRef;
      readonly terms: EmbargoTerms | null;
    }
  | { readonly type: "finding-left"; readonly findingId: string; readonly to: string | null };

export function foldMembers(
  members: readonly Membership[],
  event: MembershipEvent & Stamp,
): readonly Membership[] {
  if (event.type === "finding-left")
    return members.filter(
      ({ findingId, awayTo }) => findingId !== event.findingId || awayTo !== null,
    );
  const { findingId, match, finder, terms } = event;
  const joined = { joinedAt: event.at, joinedBy: event.by.label };
  return [...members, { findingId, match, finder, terms, ...joined, awayTo: null, from: null }];
}

/** The findings that are in the case now. */
export const present = (members: readonly Membership[]): readonly Membership[] =>
  members.filter(({ awayTo }) => awayTo === null);

const readdress = (
  members: readonly Membership[],
  findingIds: readonly string[],
  was: string | null,
  awayTo: string | null,
): readonly Membership[] => {
  const moved = new Set(findingIds);
  const goes = (member: Membership) => member.awayTo === was && moved.has(member.findingId);
  return members.map((member) => (goes(member) ? { ...member, awayTo } : member));
};

/** Splits findings off into another case, and takes back those that are in that one. */
export const sendAway = (members: readonly Membership[], ids: readonly string[], caseId: string) =>
  readdress(members, ids, null, caseId);
export const takeBack = (members: readonly Membership[], ids: readonly string[], caseId: string) =>
  readdress(members, ids, caseId, null);

/**
 * The family of a model: the word its name begins with, without maker, version and size. Coarse on purpose:
 * two models taken for one family cost a second verifier, two families taken apart would cost the proof.
 */
export function modelFamily(model: string | null): string | null {
  const name = model?.toLowerCase().split("/").at(-1) ?? "";
  return /[a-z]+/.exec(name)?.[0] ?? null;
}
