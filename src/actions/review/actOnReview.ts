import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import type { ReviewActs } from "#core/review/act.ts";
import { decideAct } from "#core/review/decideAct.ts";
import { no } from "#core/review/refusal.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { lockReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { appendReview } from "./appendReview.ts";
import { callByName } from "./callByName.ts";
import { lapseFirst, settle } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { readReviewPage } from "./readReview.ts";
import { findSentBefore, KeyReused, keepSent, keyReused } from "./sentBefore.ts";
import { reviewActor, sideOf } from "./sideOf.ts";

type Request<M extends keyof ReviewActs> = {
  readonly ref: string;
  readonly move: M;
  readonly input: ReviewActs[M];
  /** The Idempotency-Key that the sender gave it. */
  readonly key?: string | null | undefined;
};

async function act<M extends keyof ReviewActs>(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  { ref, move, input, key }: Request<M>,
) {
  const stored = await lockReview(tx, ref);
  const side = stored && sideOf(asker, stored.state);
  if (!stored || !side) return noSuchReview();
  const sent = key ? { key, ref, move, input } : undefined;
  const before = await findSentBefore(tx, asker, sent);
  if (before === "another") return keyReused();
  if (before === "done") return ok(await readReviewPage(tx, deps, asker, ref));
  if (asker.hasSeen && !asker.hasSeen.includes(stored.edition))
    return no("review/changed", "The review has changed since; look at it again.");
  const now = deps.now().toISOString();
  const by = reviewActor(asker, side);
  const { state } = stored;
  const context = { state, clock: clockOf(state, now), now, by, newId: deps.chance.newId };
  const called = await callByName(tx, asker, stored.id, move, input);
  if (!called.ok) return called;
  const decided = decideAct(move, context, called.value as ReviewActs[M]);
  if (!decided.ok) return decided;
  const events = stampedReview({ id: deps.chance.newId(), at: now, by }, decided.value);
  // What the act brought about by way of the clock, such as a release dated today, goes on record with it.
  await asDesk(tx, asker, async () => {
    const next = await appendReview(tx, deps, asker, stored, events);
    await settle(tx, deps, asker.deskId, next);
    await keepSent(tx, asker, sent, deps.now());
  });
  return ok(await readReviewPage(tx, deps, asker, ref));
}

/** Read, decide, write: one review, one transaction, as the asker. Answers with the review as it then is. */
export async function actOnReview<M extends keyof ReviewActs>(
  deps: Deps,
  asker: Asker,
  ref: string,
  move: M,
  input: ReviewActs[M],
  key?: string | null,
) {
  await lapseFirst(deps, asker, ref);
  try {
    return await withAsker(deps.db, asker, (tx) => act(tx, deps, asker, { ref, move, input, key }));
  } catch (error) {
    if (error instanceof KeyReused) return keyReused();
    throw error;
  }
}
