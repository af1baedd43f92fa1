import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import type { ReviewActs } from "#core/review/act.ts";
import { decideAct } from "#core/review/decideAct.ts";
import { no } from "#core/review/refusal.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { lockReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { appendReview } from "./appendReview.ts";
import { callByName } from "./callByName.ts";
import { lapseFirst, settle } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { readReviewPage } from "./readReview.ts";
import { reviewActor, sideOf } from "./sideOf.ts";

/** Read, decide, write: one review, one transaction, as the asker. Answers with the review as it then is. */
export async function actOnReview<M extends keyof ReviewActs>(
  deps: Deps,
  asker: Asker,
  ref: string,
  move: M,
  input: ReviewActs[M],
) {
  await lapseFirst(deps, asker, ref);
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await lockReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    if (!stored || !side) return noSuchReview();
    if (asker.hasSeen && !asker.hasSeen.includes(stored.edition))
      return no("review/changed", "The review has changed since; look at it again.");
    const now = deps.now().toISOString();
    const by = reviewActor(asker, side);
    const context = {
      state: stored.state,
      clock: clockOf(stored.state, now),
      now,
      by,
      newId: deps.chance.newId,
    };
    const called = await callByName(tx, asker, stored.id, move, input);
    if (!called.ok) return called;
    const decided = decideAct(move, context, called.value as ReviewActs[M]);
    if (!decided.ok) return decided;
    const events = stampedReview({ id: deps.chance.newId(), at: now, by }, decided.value);
    // What the act brought about by way of the clock, such as a release dated today, goes on record with it.
    await asDesk(tx, asker, async () => {
      const next = await appendReview(tx, deps, asker, stored, events);
      await settle(tx, deps, asker.deskId, next);
    });
    return ok(await readReviewPage(tx, deps, asker, ref));
  });
}
