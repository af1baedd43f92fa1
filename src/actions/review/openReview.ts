import type { Asker } from "#core/access/asker.ts";
import { formatId } from "#core/clearinghouse/ids.ts";
import { ok } from "#core/result.ts";
import { decideOpening, type Opening } from "#core/review/decideOpening.ts";
import { no } from "#core/review/refusal.ts";
import { foldReview } from "#core/review/review.ts";
import { stampedReview } from "#core/review/reviewEvent.ts";
import { findParty } from "#store/access/party.ts";
import { asDesk, withAsker } from "#store/database.ts";
import {
  drawReviewNumber,
  findReview,
  insertReview,
  insertReviewEvents,
  lockOpenings,
  lockOpenReviewOf,
} from "#store/review/review.ts";
import { insertReviewMember } from "#store/review/reviewMember.ts";
import type { Deps } from "../deps.ts";
import { recordReviewEvents, toReviewWrite } from "./appendReview.ts";
import { settle } from "./lapse.ts";
import { readReviewPage } from "./readReview.ts";
import { reviewActor } from "./sideOf.ts";

/** One intake opens one review; a second of the same model version is refused while the first is open. */
export async function openReview(
  deps: Deps,
  asker: Asker,
  opening: Omit<Opening, "reviewId" | "ref" | "lab">,
) {
  const { partyId } = asker;
  if (partyId === null) return no("review/not-your-side", "Only a lab opens a review.");
  const { deskId } = asker;
  return await withAsker(deps.db, asker, async (tx) => {
    await lockOpenings(tx, deskId);
    const before = await lockOpenReviewOf(tx, partyId, opening.model, opening.version);
    // One whose window has run out stands in nobody's way, although nothing has recorded that.
    const standing = before && (await asDesk(tx, asker, () => settle(tx, deps, deskId, before)));
    const { reuses } = opening.increment;
    const reused = reuses === null ? undefined : await findReview(tx, reuses);
    const lab = { partyId, name: (await findParty(tx, partyId))?.name ?? "" };
    const id = deps.chance.newId();
    const now = deps.now();
    const ref = formatId("review", now.getUTCFullYear(), await drawReviewNumber(tx));
    const by = reviewActor(asker, "lab");
    const decided = decideOpening(
      { ...opening, reviewId: id, ref, lab },
      {
        now: now.toISOString(),
        by,
        reused: reused?.state ?? null,
        standing: standing?.state.ended === null ? standing.ref : null,
      },
    );
    if (!decided.ok) return decided;
    const stamp = { id: deps.chance.newId(), at: now.toISOString(), by };
    const events = stampedReview(stamp, decided.value);
    await asDesk(tx, asker, async () => {
      await insertReview(
        tx,
        asker.deskId,
        toReviewWrite({ id, ref, edition: 1 }, foldReview(events), now),
      );
      await insertReviewMember(tx, asker.deskId, {
        reviewId: id,
        partyId,
        side: "lab",
        since: now,
      });
      await insertReviewEvents(tx, asker.deskId, id, 0, events);
      await recordReviewEvents(tx, deps, asker, id, events);
    });
    return ok(await readReviewPage(tx, deps, asker, ref));
  });
}
