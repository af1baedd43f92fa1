import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { mayReadMaterial } from "#core/review/mayAccess.ts";
import { labelState } from "#core/review/protectionLabel.ts";
import { reviewMovesOf } from "#core/review/reviewMove.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import { viewFor } from "#core/review/reviewView.ts";
import { isAttached } from "#core/review/stage.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { dayIn } from "#core/review/zone.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { listKeysOfPerson, listSealKeys } from "#store/review/personKey.ts";
import { findReview } from "#store/review/review.ts";
import { listReviewPeople } from "#store/review/reviewMember.ts";
import type { Deps } from "../deps.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { type Caller, seenByAgency } from "./seen.ts";
import { sideOf } from "./sideOf.ts";
import { toClockShape } from "./toClockShape.ts";

/** Everybody of the lab and of the attached agencies, with the keys one may seal to. */
async function peopleOf(tx: Tx, state: ReviewState) {
  const people = (await listReviewPeople(tx, state.id)).filter(({ side, roles }) =>
    roles.includes(side === "lab" ? "lab-officer" : "reviewer"),
  );
  const keys = await listSealKeys(tx, [...new Set(people.map(({ partyId }) => partyId))]);
  return people.map(({ personId, name, partyId, party }) => ({
    personId,
    name,
    partyId,
    party,
    keys: keys
      .filter((key) => key.personId === personId)
      .map(({ id, publicKey, holder }) => ({ id, key: publicKey, holder })),
  }));
}

/** The page of a review that the asker is known to take part in. */
export async function readReviewPage(tx: Tx, deps: Pick<Deps, "now">, asker: Asker, ref: string) {
  const stored = await findReview(tx, ref);
  const side = stored && sideOf(asker, stored.state);
  if (!stored || !side) throw new Error(`The review ${ref} was seen a moment ago.`);
  const { state } = stored;
  const now = deps.now();
  const clock = clockOf(state, now.toISOString());
  const today = dayIn(state.zone, now.getTime());
  const view = viewFor(side, asker.partyId, state, clock);
  const mine = asker.personId === null ? [] : await listKeysOfPerson(tx, asker.personId);
  const me = {
    personId: asker.personId,
    partyId: asker.partyId,
    keys: mine.map(({ publicKey }) => publicKey),
  };
  const people = await asDesk(tx, asker, () => peopleOf(tx, state));
  return {
    ...view,
    edition: stored.edition,
    side,
    clock: toClockShape(clock),
    materials: view.materials.map((material) => {
      const may = mayReadMaterial({ state, clock }, me, material.id);
      return { ...material, mayRead: may.ok, why: may.ok ? null : may.refusal.detail };
    }),
    labels: view.labels.map((one) => ({ ...one, state: labelState(one.label, today) })),
    moves: reviewMovesOf(state, clock.state === "ended", side),
    people: people.filter(
      ({ partyId }) => partyId === state.lab.partyId || isAttached(state, partyId),
    ),
  };
}

/** Looking at a review is an access: on record, and live at the lab. */
export async function readReview(deps: Deps, asker: Asker, caller: Caller, ref: string) {
  await lapseFirst(deps, asker, ref);
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = await findReview(tx, ref);
    const side = stored && sideOf(asker, stored.state);
    if (!stored || !side) return noSuchReview();
    await seenByAgency(tx, deps, asker, caller, { reviewId: stored.id, side });
    return ok(await readReviewPage(tx, deps, asker, ref));
  });
}
