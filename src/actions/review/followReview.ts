import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import {
  listNewAccesses,
  listReviewAccesses,
  type ReviewAccess,
} from "#store/review/reviewAccess.ts";
import type { Deps } from "../deps.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { sideOf } from "./sideOf.ts";

const toShape = (access: ReviewAccess) => ({ ...access, at: access.at.toISOString() });

/** Newest first; the lab's to read. */
export async function listAccesses(
  deps: Deps,
  asker: Asker,
  ref: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    if (!stored || sideOf(asker, stored.state) !== "lab") return noSuchReview();
    const before = after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : null;
    const found = await listReviewAccesses(tx, stored.id, before, limit);
    const last = found.length === limit ? found.at(-1) : undefined;
    return ok({ items: found.map(toShape), next: last ? String(last.seq) : null });
  });
}

export type Followed = {
  readonly edition: number;
  readonly accesses: readonly ReturnType<typeof toShape>[];
};

const MOST_AT_ONCE = 200;

/**
 * What is new since the last look: the edition of the review and, for the lab, accesses after `after`. `undefined` as soon
 * as the review is not the asker's to see any more.
 */
export async function lookAgain(
  deps: Deps,
  asker: Asker,
  ref: string,
  after: number,
): Promise<Followed | undefined> {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    if (!stored || !side) return undefined;
    const accesses =
      side === "lab" ? await listNewAccesses(tx, stored.id, after, MOST_AT_ONCE) : [];
    return { edition: stored.edition, accesses: accesses.map(toShape) };
  });
}
