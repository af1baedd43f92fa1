import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { decideUncounted } from "#core/review/decideClock.ts";
import { mayMoveReview } from "#core/review/reviewMove.ts";
import { clockOf, isOver } from "#core/review/toClockEvents.ts";
import { type DaysUncounted, signedUncounted } from "#core/review/uncountedHash.ts";
import { withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { actOnReview } from "./actOnReview.ts";
import { lapseFirst } from "./lapse.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { sideOf } from "./sideOf.ts";
import { type Signing, takeSignature, toChallenge } from "./takeSignature.ts";

/** What the lab would sign, where it could leave these days uncounted now. */
async function findSigned(deps: Deps, asker: Asker, ref: string, uncounted: DaysUncounted) {
  await lapseFirst(deps, asker, ref);
  const stored = await withAsker(deps.db, asker, (tx) => findReview(tx, ref));
  const side = stored && sideOf(asker, stored.state);
  if (!stored || !side) return noSuchReview();
  const clock = clockOf(stored.state, deps.now().toISOString());
  const may = mayMoveReview("leave-days-uncounted", stored.state, isOver(clock), side);
  if (!may.ok) return may;
  const left = decideUncounted(clock, uncounted.days);
  return left.ok ? ok({ side, signed: signedUncounted(stored.state.id, uncounted) }) : left;
}

/** What is to be signed: by a passkey the hash itself, by a key of one's own the message that holds it. */
export async function beginUncounted(
  deps: Deps,
  asker: Asker,
  ref: string,
  uncounted: DaysUncounted,
) {
  const found = await findSigned(deps, asker, ref, uncounted);
  return found.ok ? ok(toChallenge(deps, found.value.signed)) : found;
}

/** Leaves past days uncounted, by an act that the lab signs. */
export async function leaveUncounted(
  deps: Deps,
  asker: Asker,
  ref: string,
  { signing, ...uncounted }: DaysUncounted & { readonly signing: Signing },
) {
  const found = await findSigned(deps, asker, ref, uncounted);
  if (!found.ok) return found;
  const { personId, partyId } = asker;
  if (personId === null || partyId === null) return noSuchReview();
  const { side, signed } = found.value;
  const me = { ...asker, personId, partyId };
  const taken = await takeSignature(deps, me, side, signed, signing);
  if (!taken.ok) return taken;
  const input = { ...uncounted, signature: taken.value };
  return await actOnReview(deps, asker, ref, "leave-days-uncounted", input);
}
