import type { ReviewPage } from "#contract/review/reviewPage.ts";

type Destruction = ReviewPage["destructions"][number];

export type DestructionState = "stated" | "missing" | "due";

export const destructionState = ({
  stated,
  overdueAt,
}: Pick<Destruction, "stated" | "overdueAt">): DestructionState =>
  stated !== null ? "stated" : overdueAt !== null ? "missing" : "due";

const ORDER: readonly DestructionState[] = ["missing", "due", "stated"];

/** What is missing first, then what is due by its day, then what was stated. */
export const inOrder = (destructions: readonly Destruction[]): readonly Destruction[] =>
  [...destructions].sort(
    (a, b) =>
      ORDER.indexOf(destructionState(a)) - ORDER.indexOf(destructionState(b)) ||
      a.due.localeCompare(b.due) ||
      a.name.localeCompare(b.name),
  );

/** "1 missing, 2 due, 3 stated". */
export function destructionsInShort(destructions: readonly Destruction[]): string {
  return ORDER.map((state) => {
    const count = destructions.filter((one) => destructionState(one) === state).length;
    return count > 0 ? `${count} ${state}` : "";
  })
    .filter((part) => part !== "")
    .join(", ");
}
