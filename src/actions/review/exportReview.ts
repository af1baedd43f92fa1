import { Readable } from "node:stream";
import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { zipFiles } from "#outside/files/zipFiles.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { findReview } from "#store/review/review.ts";
import type { Deps } from "../deps.ts";
import { exportFiles } from "../ledger/exportFiles.ts";
import { record } from "../ledger/record.ts";
import { noSuchReview } from "./noSuchReview.ts";
import { sideOf } from "./sideOf.ts";

/** The log, with the entries of the review open in it. The taking is itself an entry. */
export async function exportReview(deps: Deps, asker: Asker, ref: string) {
  const stored = await withAsker(deps.db, asker, async (tx) => {
    const found = await findReview(tx, ref);
    if (!found || !sideOf(asker, found.state)) return undefined;
    const entry = {
      kind: "review.exported",
      subject: { reviewId: found.id },
      restricted: true,
    };
    await asDesk(tx, asker, () => record(tx, deps, asker, [entry]));
    return found;
  });
  if (!stored) return noSuchReview();
  const request = { deskId: asker.deskId, openings: "visible", asker } as const;
  return ok(Readable.from(zipFiles(exportFiles(deps, request))));
}
