import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { maySeeEvent } from "#core/review/maySeeEvent.ts";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import { viewFor } from "#core/review/reviewView.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { withAsker } from "#store/database.ts";
import { findReview, listReviewEvents } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { type Caller, seenByAgency } from "./seen.ts";
import { sideOf } from "./sideOf.ts";

const toLine = (seq: number, { type, at, by, id: _id, ...data }: ReviewEvent) => ({
  seq,
  at,
  type,
  side: by.side,
  by: by.label,
  data,
});

/** What happened, oldest first, as far as the asker's side sees it. */
export async function listEvents(
  deps: Deps,
  asker: Asker,
  caller: Caller,
  ref: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    const { partyId } = asker;
    if (!stored || !side || partyId === null) return noSuchReview();
    await seenByAgency(tx, deps, asker, caller, { reviewId: stored.id, side, detail: "events" });
    const clock = clockOf(stored.state, deps.now().toISOString());
    const view = viewFor(side, partyId, stored.state, clock);
    const from = after !== undefined && /^\d{1,9}$/.test(after) ? Number(after) : 0;
    const found = await listReviewEvents(tx, stored.id, from, limit);
    const items = found
      .filter(({ event }) => maySeeEvent(side, partyId, view, event))
      .map(({ seq, event }) => toLine(seq, event));
    const last = found.length === limit ? found.at(-1) : undefined;
    return ok({ items, next: last ? String(last.seq) : null });
  });
}
