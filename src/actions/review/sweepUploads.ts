import { withSystem } from "#store/database.ts";
import { deleteUpload, listAbandonedUploads } from "#store/review/sealedMaterial.ts";
import type { Deps } from "../deps.ts";

/** An upload can be gone on with for a week. */
const KEPT_MS = 7 * 86_400_000;

/** Takes away what was begun and never finished. The files go first: a row without files is swept again, files without a row never. */
export async function sweepUploads(deps: Deps, deskId: string): Promise<void> {
  const before = new Date(deps.now().getTime() - KEPT_MS);
  const ids = await withSystem(deps.db, deskId, (tx) => listAbandonedUploads(tx, before));
  for (const id of ids) {
    await deps.sealed.remove(id);
    await withSystem(deps.db, deskId, (tx) => deleteUpload(tx, id));
  }
}
