import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { viewForOverseer } from "#core/review/outsideView.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { withSystem } from "#store/database.ts";
import { listAllReviews } from "#store/review/review.ts";
import { countReviewAccesses } from "#store/review/reviewAccess.ts";
import type { Deps } from "../deps.ts";

function toLine(state: ReviewState, accesses: number, at: Date) {
  const now = at.toISOString();
  return { ...viewForOverseer(state, clockOf(state, now), now), accesses };
}

export async function oversee(deps: Deps, asker: Asker) {
  const at = deps.now();
  const { all, accesses } = await withSystem(deps.db, asker.deskId, async (tx) => ({
    all: await listAllReviews(tx),
    accesses: await countReviewAccesses(tx),
  }));
  const items = all.map(({ id, state }) => toLine(state, accesses.get(id) ?? 0, at));
  return ok({
    overLimit: items.filter(({ overLimit }) => overLimit).length,
    missing: items.reduce((sum, { destructions }) => sum + destructions.missing.length, 0),
    items,
  });
}
