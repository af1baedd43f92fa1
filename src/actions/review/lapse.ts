import type { Asker } from "#core/access/asker.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { ASSAY } from "#core/review/side.ts";
import { settleReview } from "#core/review/takeAct.ts";
import { type Tx, withAsker, withSystem } from "#store/database.ts";
import {
  findReview,
  listReviewsToWatch,
  lockReviewById,
  type StoredReview,
} from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { appendReview } from "./appendReview.ts";

/** What time alone has brought about and nobody has recorded: the end of the window, labels that lapsed, missing statements. */
export const dueIn = (deps: Pick<Deps, "now" | "chance">, state: ReviewState) =>
  settleReview({ state, now: deps.now().toISOString(), newId: deps.chance.newId }).events;

/** Records it, with the end of every grant, in the transaction that has locked the review. To be called as the desk. */
export async function settle(
  tx: Tx,
  deps: Deps,
  deskId: string,
  stored: StoredReview,
): Promise<StoredReview> {
  const who = { deskId, personId: null, name: ASSAY.label };
  return await appendReview(tx, deps, who, stored, dueIn(deps, stored.state));
}

export async function lapse(deps: Deps, deskId: string, reviewId: string): Promise<void> {
  await withSystem(deps.db, deskId, async (tx) => {
    const stored = await lockReviewById(tx, reviewId);
    if (stored) await settle(tx, deps, deskId, stored);
  });
}

/** Before anything is asked of a review. What it records stays, whatever becomes of the request. */
export async function lapseFirst(deps: Deps, asker: Asker, ref: string): Promise<void> {
  const stored = await withAsker(deps.db, asker, (tx) => findReview(tx, ref));
  if (stored && dueIn(deps, stored.state).length > 0) await lapse(deps, asker.deskId, stored.id);
}

/** Looks at every clock of the desk. Running it twice, or too often, changes nothing. */
export async function lapseWindows(deps: Deps, deskId: string): Promise<void> {
  const ids = await withSystem(deps.db, deskId, listReviewsToWatch);
  for (const id of ids) await lapse(deps, deskId, id);
}
