import type { Asker } from "#core/access/asker.ts";
import { mayReadMaterial } from "#core/review/mayAccess.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import type { Tx } from "#store/database.ts";
import { listKeysOfPerson } from "#store/review/personKey.ts";
import { findReview } from "#store/review/review.ts";
import { findSealedMaterial } from "#store/review/sealedMaterial.ts";
import type { Deps } from "../deps.ts";
import { sideOf } from "./sideOf.ts";

/** A sealed thing of a review that the asker takes part in. What is still being uploaded, its own party alone knows of. */
export async function findMaterial(tx: Tx, asker: Asker, ref: string, id: string) {
  const stored = await findReview(tx, ref);
  const side = stored && sideOf(asker, stored.state);
  const material = stored && (await findSealedMaterial(tx, stored.id, id));
  if (!stored || !side || !material) return undefined;
  if (material.state === "uploading" && material.partyId !== asker.partyId) return undefined;
  return { stored, side, material };
}

/**
 * A sealed thing that the asker may read at this instant, by the clock and not by any row, with the grant that it is read
 * under (`null` for one's own). Who may not read it learns nothing about it, not even that it is there.
 */
export async function findReadable(
  tx: Tx,
  { now }: Pick<Deps, "now">,
  asker: Asker,
  { ref, id }: { readonly ref: string; readonly id: string },
) {
  const found = await findMaterial(tx, asker, ref, id);
  if (found?.material.state !== "sealed") return undefined;
  const { state } = found.stored;
  const clock = clockOf(state, now().toISOString());
  const { personId, partyId } = asker;
  const mine = personId === null ? [] : await listKeysOfPerson(tx, personId);
  const me = { personId, partyId, keys: mine.map(({ publicKey }) => publicKey) };
  const may = mayReadMaterial({ state, clock }, me, id);
  return may.ok ? { ...found, clock, grant: may.value === "own" ? null : may.value } : undefined;
}
