import type { Line } from "../clockLine.ts";
import type { ReviewState } from "../reviewState.ts";
import { dayIn } from "../zone.ts";

/** How often somebody read or used something, as the ledger has it. `last` is an instant (ISO 8601). */
export type AccessCount = {
  readonly personId: string;
  readonly name: string;
  readonly partyId: string;
  readonly what: "review" | "envelope" | "payload" | "endpoint";
  readonly count: number;
  readonly last: string;
};

/** `state` is what its reader may see of the review, `clock` the line of `now` (ISO 8601). */
export type ReportInput = {
  readonly state: ReviewState;
  readonly clock: Line;
  readonly now: string;
  readonly accesses: readonly AccessCount[];
};

/**
 * `full`: for the parties of the review. `shared`: what an agency was given by others, or shared itself, to be handed on as the
 * terms say: no result that was not shared, no person is named, and nothing that was sealed.
 */
export type ReportAudience =
  | { readonly kind: "full" }
  | { readonly kind: "shared"; readonly partyId: string };

/** "final-checkpoint" as people say it. */
export const spoken = (word: string): string => word.replaceAll("-", " ");

/** The day that the report is of, in the review's own zone. */
export const todayOf = ({ state, now }: ReportInput): string => dayIn(state.zone, Date.parse(now));

/** The party's name as the review knows it. */
export function partyName({ lab, agencies }: ReviewState, partyId: string | null): string {
  if (partyId === lab.partyId) return lab.name;
  return agencies.find((agency) => agency.partyId === partyId)?.name ?? "another party";
}

export const counted = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : nouns}`;
