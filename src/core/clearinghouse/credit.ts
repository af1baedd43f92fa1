import { findingsOf } from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
import { earlier } from "./day.ts";
import type { FinderRef } from "./membership.ts";

/** Who is named for a case: one line per party, model and harness, in the order they first reported it. */
export type Credit = FinderRef & {
  readonly findings: readonly string[];
  readonly first: string;
};

const sourceKey = ({ partyId, party, model, harness }: FinderRef): string =>
  JSON.stringify([partyId ?? party, model, harness]);

/** C10: a merge keeps every credit, because it brings the findings and never their sum. */
export function creditsOf(state: CaseState): readonly Credit[] {
  const credits = new Map<string, FinderRef & { findings: string[]; first: string }>();
  for (const { finder, findingId, joinedAt } of findingsOf(state)) {
    const key = sourceKey(finder);
    const credit = credits.get(key) ?? { ...finder, findings: [], first: joinedAt };
    credit.findings.push(findingId);
    credits.set(key, { ...credit, first: earlier(credit.first, joinedAt) });
  }
  return [...credits.values()].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
}
