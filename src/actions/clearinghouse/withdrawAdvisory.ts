import type { Asker } from "#core/access/asker.ts";
import { decideWithdrawal } from "#core/advisory/revise.ts";
import { ok, refuse } from "#core/result.ts";
import {
  insertAdvisoryVersion,
  listVersions,
  lockAdvisory,
} from "#store/clearinghouse/advisory.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readAdvisoryPage } from "./advisoryPage.ts";
import { lastOf, noSuchAdvisory } from "./advisoryVersion.ts";
import { holdAdvisory } from "./holdAdvisory.ts";

/** Withdrawing publishes one more version, which says so; the ones before it stay as they are. */
export async function withdrawAdvisory(deps: Deps, asker: Asker, ref: string, reason: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const row = await lockAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    const last = lastOf(await listVersions(tx, row.id));
    if (!last)
      return refuse(
        "advisory/not-published",
        "It was never published; there is nothing to withdraw.",
      );
    const at = deps.now();
    const decided = decideWithdrawal(last.advisory, { date: at.toISOString(), reason });
    if (!decided.ok) return decided;
    const stored = { caseId: row.case_id, ref };
    const held = await holdAdvisory(tx, deps, asker, stored, decided.value, false);
    if (!held.ok) return held;
    const { advisory } = held.value;
    const { version: number } = advisory;
    const content = held.value;
    await asDesk(tx, asker, async () => {
      await insertAdvisoryVersion(tx, asker.deskId, {
        advisoryId: row.id,
        number,
        content,
        at,
        by: asker.name,
      });
      await record(tx, deps, asker, [
        {
          kind: "advisory.withdrawn",
          subject: { advisory: ref },
          detail: { version: number },
          restricted: false,
        },
      ]);
      await deps.jobs.wake(tx, "publish-advisories", asker.deskId);
    });
    return ok(await readAdvisoryPage(tx, deps, asker, ref));
  });
}
