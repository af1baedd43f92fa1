import type { ReviewPage } from "#contract/review/reviewPage.ts";

type Partner = ReviewPage["partners"][number];
type Page = Pick<ReviewPage, "side" | "partners">;

/** A partner is selected when both sides have said yes, one of them by proposing. Until then it waits, for however long. */
export type Standing = "selected" | "objected" | "waits-for-you" | "waits-for-them";

export function standingOf(
  side: ReviewPage["side"],
  { proposedBy, answer }: Pick<Partner, "proposedBy" | "answer">,
): Standing {
  if (answer) return answer.agrees ? "selected" : "objected";
  return proposedBy === side ? "waits-for-them" : "waits-for-you";
}

/** "1 selected by both sides, 2 proposed, 1 objection"; nothing where nothing was proposed. */
export function partnersInShort({ side, partners }: Page): string {
  const standings = partners.map((partner) => standingOf(side, partner));
  const selected = standings.filter((one) => one === "selected").length;
  const objected = standings.filter((one) => one === "objected").length;
  const waiting = standings.length - selected - objected;
  return [
    selected > 0 && `${selected} selected by both sides`,
    waiting > 0 && `${waiting} proposed`,
    objected > 0 && `${objected} ${objected === 1 ? "objection" : "objections"}`,
  ]
    .filter(Boolean)
    .join(", ");
}
