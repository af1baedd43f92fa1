import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import type { Move } from "#core/clearinghouse/caseMove.ts";

/** Whether the case's state allows a move, and if not, why: the server refuses by the same table. */
export function moveOf(
  page: Pick<CasePage, "moves">,
  move: Move,
): { allowed: boolean; why: string | undefined } {
  const found = page.moves.find((each) => each.move === move);
  return { allowed: found?.allowed ?? false, why: found?.why ?? undefined };
}
