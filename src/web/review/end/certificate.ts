import type { ReviewPage } from "#contract/review/reviewPage.ts";

type Destruction = ReviewPage["destructions"][number];

export type CertificateState = "stated" | "missing" | "due";

export const certificateState = ({
  stated,
  overdueAt,
}: Pick<Destruction, "stated" | "overdueAt">): CertificateState =>
  stated !== null ? "stated" : overdueAt !== null ? "missing" : "due";

const ORDER: readonly CertificateState[] = ["missing", "due", "stated"];

/** What is missing first, then what is due by its day, then what was stated. */
export const inOrder = (destructions: readonly Destruction[]): readonly Destruction[] =>
  [...destructions].sort(
    (a, b) =>
      ORDER.indexOf(certificateState(a)) - ORDER.indexOf(certificateState(b)) ||
      a.due.localeCompare(b.due) ||
      a.name.localeCompare(b.name),
  );

/** "1 missing, 2 due, 3 stated". */
export function certificatesInShort(destructions: readonly Destruction[]): string {
  return ORDER.map((state) => {
    const count = destructions.filter((one) => certificateState(one) === state).length;
    return count > 0 ? `${count} ${state}` : "";
  })
    .filter((part) => part !== "")
    .join(", ");
}
