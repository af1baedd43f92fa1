import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { ReviewMove } from "#core/review/reviewMove.ts";

/** Whether a move is open to who asks, as the review stands, and if not, why: the server refuses by the same table. */
export function moveOf(
  page: Pick<ReviewPage, "moves">,
  move: ReviewMove,
): { readonly open: boolean; readonly why: string | undefined } {
  const found = page.moves.find((each) => each.move === move);
  return { open: found?.open ?? false, why: found?.why ?? undefined };
}
