import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { withSystem } from "#store/database.ts";
import { listReviewParties } from "#store/review/reviewMember.ts";
import type { Deps } from "../deps.ts";

/** Labs and agencies of the desk by name, so that one can be named or asked. That they are here is no secret among them. */
export async function listLabs(deps: Deps, asker: Asker) {
  return ok({ items: await withSystem(deps.db, asker.deskId, listReviewParties) });
}
