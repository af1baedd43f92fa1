import type { Asker } from "#core/access/asker.ts";
import { phraseLine } from "#core/review/clockPhrase.ts";
import { toDeclared } from "#core/review/declared.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { withAsker } from "#store/database.ts";
import { listReviews as findReviews, type StoredReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { sideOf } from "./sideOf.ts";

const CURSOR = /^(\d{13,15})\.([0-9a-f-]{36})$/;
const toCursor = ({ changedAt, id }: StoredReview) => `${changedAt.getTime()}.${id}`;

/** A cursor that is not one of ours starts at the beginning. */
function readCursor(text: string | undefined) {
  const [, at, id] = CURSOR.exec(text ?? "") ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}

/** Reviews that the asker's party takes part in. */
export async function listReviews(
  deps: Deps,
  asker: Asker,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
) {
  const now = deps.now().toISOString();
  return await withAsker(deps.db, asker, async (tx) => {
    const found = await findReviews(tx, readCursor(after), limit);
    const last = found.length === limit ? found.at(-1) : undefined;
    const items = found.flatMap((stored) => {
      const side = sideOf(asker, stored.state);
      if (!side) return [];
      const clock = clockOf(stored.state, now);
      return [
        {
          ...toDeclared(stored.state, clock),
          clock: { state: clock.state, line: phraseLine(clock) },
          side,
          changedAt: stored.changedAt.toISOString(),
        },
      ];
    });
    return { items, next: last ? toCursor(last) : null };
  });
}
