import type { Asker } from "#core/access/asker.ts";
import type { Tx } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import { findSealedMaterial } from "#store/review/sealedMaterial.ts";
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
