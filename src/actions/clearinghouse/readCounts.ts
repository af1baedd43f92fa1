import type { Asker } from "#core/access/asker.ts";
import type { Role } from "#core/access/role.ts";
import { countAll } from "#store/clearinghouse/count.ts";
import { withAsker, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";

/** Roles that may know how much there is in all; numbers are not content. A finder counts its own. */
const SEES_TOTALS: readonly Role[] = ["analyst", "coordinator", "overseer", "administrator"];

export const readCounts = async ({ db }: Deps, asker: Asker) =>
  asker.roles.some((role) => SEES_TOTALS.includes(role))
    ? await withSystem(db, asker.deskId, countAll)
    : await withAsker(db, asker, countAll);
