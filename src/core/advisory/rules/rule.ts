import type { Problem } from "../../problem.ts";
import type { Advisory } from "../advisory.ts";

/** A rule that a well-shaped advisory can still break. Pointers lead into the advisory. */
export type Rule = (advisory: Advisory) => Problem[];

export const fault = (rule: string, pointer: string, message: string): Problem => ({
  rule: `advisory/${rule}`,
  pointer,
  message,
});

/** Indexes of entries that say the same as an earlier one. */
export function repeated<T>(list: readonly T[], key: (entry: T) => string): number[] {
  const seen = new Set<string>();
  return list.flatMap((entry, index) => {
    const text = key(entry);
    if (seen.has(text)) return [index];
    seen.add(text);
    return [];
  });
}
