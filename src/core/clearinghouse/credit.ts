import { findingsOf } from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
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
  const credits = new Map<string, Credit>();
  for (const { finder, findingId, joinedAt } of findingsOf(state)) {
    const key = sourceKey(finder);
    const before = credits.get(key);
    const findings = [...(before?.findings ?? []), findingId];
    const first = before !== undefined && before.first < joinedAt ? before.first : joinedAt;
    credits.set(key, { ...finder, findings, first });
  }
  return [...credits.values()].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
}
