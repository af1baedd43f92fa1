import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { HARD_CAP } from "#core/review/clockEvent.ts";
import { phraseLine } from "#core/review/clockPhrase.ts";
import { toDeclared } from "#core/review/declared.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { dayIn } from "#core/review/zone.ts";
import { withSystem } from "#store/database.ts";
import { listAllReviews } from "#store/review/review.ts";
import { countReviewAccesses } from "#store/review/reviewAccess.ts";
import type { Deps } from "../deps.ts";

/** By dates and counts; nothing of what a review is about. */
function toLine(state: ReviewState, accesses: number, at: Date) {
  const now = at.toISOString();
  const clock = clockOf(state, now);
  const today = dayIn(state.zone, at.getTime());
  const { ref, lab, stage, ending, openedAt } = toDeclared(state, clock);
  const missing = state.destructions.filter(({ stated, due }) => stated === null && due < today);
  return {
    ref,
    lab: lab.name,
    stage,
    ending,
    openedAt,
    line: phraseLine(clock),
    agencies: state.agencies.filter((agency) => agency.state === "attached").length,
    counted: clock.window?.counted ?? 0,
    elapsed: clock.window?.elapsed ?? 0,
    overLimit: (clock.window?.counted ?? 0) > HARD_CAP,
    accesses,
    incidents: state.incidents.length,
    destructions: {
      asked: state.destructions.length,
      stated: state.destructions.filter(({ stated }) => stated !== null).length,
      missing: missing.map(({ name, due }) => ({ name, due })),
    },
  };
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
