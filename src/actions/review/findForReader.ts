import type { Asker } from "#core/access/asker.ts";
import { withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { type Caller, seenByAgency } from "./seen.ts";
import { sideOf } from "./sideOf.ts";

/** A review for somebody who takes part in it and reads something of it, which is on record; undefined for anybody else. */
export async function findForReader(
  deps: Deps,
  asker: Asker,
  caller: Caller,
  ref: string,
  detail: string,
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    if (!stored || !side) return undefined;
    await seenByAgency(tx, deps, asker, caller, { reviewId: stored.id, side, detail });
    return { stored, side };
  });
}
