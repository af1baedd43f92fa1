import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import type { ReviewActs } from "#core/review/act.ts";
import { decideAct } from "#core/review/decideAct.ts";
import { viewForRecorder } from "#core/review/outsideView.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { withSystem } from "#store/database.ts";
import { listAllReviews, lockReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { appendReview } from "./appendReview.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { reviewActor } from "./sideOf.ts";

const toLine = (state: ReviewState, now: string) => viewForRecorder(state, clockOf(state, now));

const isEnquiry = (state: ReviewState): boolean =>
  state.acts.includes("coverage-enquiry") && state.enquiry !== null;

export async function listCoverage(deps: Deps, asker: Asker) {
  const now = deps.now().toISOString();
  const all = await withSystem(deps.db, asker.deskId, listAllReviews);
  return ok({
    items: all
      .map(({ state }) => state)
      .filter(isEnquiry)
      .map((s) => toLine(s, now)),
  });
}

/** Recorded by the designated role alone. */
export async function recordCoverage(
  deps: Deps,
  asker: Asker,
  ref: string,
  input: ReviewActs["record-coverage"],
) {
  return await withSystem(deps.db, asker.deskId, async (tx) => {
    const stored = await lockReview(tx, ref);
    if (!stored || !isEnquiry(stored.state)) return noSuchReview();
    const now = deps.now().toISOString();
    const by = reviewActor(asker, "recorder");
    const clock = clockOf(stored.state, now);
    const context = { state: stored.state, clock, now, by, newId: deps.chance.newId };
    const decided = decideAct("record-coverage", context, input);
    if (!decided.ok) return decided;
    const events = stampedReview({ id: deps.chance.newId(), at: now, by }, decided.value);
    const { state } = await appendReview(tx, deps, asker, stored, events);
    return ok(toLine(state, now));
  });
}
