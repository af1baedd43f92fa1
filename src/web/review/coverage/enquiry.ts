import type { CoverageLine } from "#contract/review/coverage.ts";
import { toDay } from "../../ui/instant.ts";

/** What was recorded has a last day; after it nothing is recorded any more, and it has to be said anew. */
export const isLapsed = (
  { until }: Pick<NonNullable<CoverageLine["coverage"]>, "until">,
  now: Date,
): boolean => until !== null && until < toDay(now);

const askedAt = ({ enquiry, openedAt }: CoverageLine): string => enquiry?.at ?? openedAt;

/** What waits for an answer first, the oldest of it before all else; then what was answered, the newest first. */
export function inOrder(lines: readonly CoverageLine[]): readonly CoverageLine[] {
  const waiting = lines.filter(
    ({ enquiry, coverage }) => enquiry !== null && (coverage === null || coverage.at < enquiry.at),
  );
  const others = lines.filter((line) => !waiting.includes(line));
  return [
    ...waiting.sort((a, b) => askedAt(a).localeCompare(askedAt(b))),
    ...others.sort((a, b) => askedAt(b).localeCompare(askedAt(a))),
  ];
}
