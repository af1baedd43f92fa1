import type { Asker } from "#core/access/asker.ts";
import { canonicalJson, type Json } from "#core/canonicalJson.ts";
import { applyReviewEvent } from "#core/review/review.ts";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { isAttached, stageOf } from "#core/review/stage.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import type { Tx } from "#store/database.ts";
import {
  insertReviewEvents,
  type ReviewWrite,
  type StoredReview,
  updateReview,
} from "#store/review/review.ts";
import { insertReviewMember } from "#store/review/reviewMember.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { giveNotice } from "./giveNotice.ts";

type Who = Pick<Asker, "deskId" | "personId" | "name">;

/** SHA-256, in hexadecimal, of the event in canonical JSON: what the ledger holds of it. */
export const hashOfReviewEvent = (event: ReviewEvent): string =>
  Buffer.from(sha256(canonicalJson(JSON.parse(JSON.stringify(event)) as Json))).toString("hex");

export function toReviewWrite(
  { id, ref, edition }: Pick<StoredReview, "id" | "ref" | "edition">,
  state: ReviewState,
  now: Date,
): ReviewWrite {
  const clock = clockOf(state, now.toISOString());
  return {
    id,
    ref,
    edition,
    state,
    stage: stageOf(state, clock.state === "ended"),
    ending: state.ended?.how ?? null,
    changedAt: now,
  };
}

/** Agencies that are attached now, and were not before, may see the review from now on. */
async function admitAgencies(
  tx: Tx,
  deskId: string,
  before: ReviewState,
  { id, state }: { readonly id: string; readonly state: ReviewState },
  since: Date,
): Promise<void> {
  const come = state.agencies.filter(
    ({ partyId }) => isAttached(state, partyId) && !isAttached(before, partyId),
  );
  for (const { partyId } of come)
    await insertReviewMember(tx, deskId, { reviewId: id, partyId, side: "agency", since });
}

export const recordReviewEvents = (
  tx: Tx,
  deps: Pick<Deps, "now" | "chance">,
  who: Who,
  reviewId: string,
  events: readonly ReviewEvent[],
): Promise<void> =>
  record(
    tx,
    deps,
    who,
    events.map((event) => ({
      kind: `review.${event.type}`,
      subject: { reviewId },
      detail: { event: event.id, sha256: hashOfReviewEvent(event) },
      restricted: true,
    })),
  );

/**
 * Appends events to a review and brings what is derived from them up to date, in the transaction of the decision: state,
 * columns, members, ledger, notices. To be called as the desk.
 */
export async function appendReview(
  tx: Tx,
  deps: Deps,
  who: Who,
  stored: StoredReview,
  events: readonly ReviewEvent[],
): Promise<StoredReview> {
  if (events.length === 0) return stored;
  const now = deps.now();
  const state = events.reduce(applyReviewEvent, stored.state);
  await insertReviewEvents(tx, who.deskId, stored.id, stored.state.events, events);
  const next = { ...stored, edition: stored.edition + 1, state, changedAt: now };
  await updateReview(tx, toReviewWrite(next, state, now));
  await admitAgencies(tx, who.deskId, stored.state, next, now);
  await recordReviewEvents(tx, deps, who, stored.id, events);
  await giveNotice(tx, deps, who.deskId, next, events);
  return next;
}
