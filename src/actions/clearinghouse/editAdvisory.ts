import type { Asker } from "#core/access/asker.ts";
import { ok } from "#core/result.ts";
import { lockAdvisory, rewriteAdvisory } from "#store/clearinghouse/advisory.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readAdvisoryPage } from "./advisoryPage.ts";
import { editedMeanwhile, noSuchAdvisory } from "./advisoryVersion.ts";

/** Version, dates and withdrawal are not the editor's to set. */
export async function editAdvisory(
  deps: Deps,
  asker: Asker,
  ref: string,
  change: { revision: number; draft: Record<string, unknown> },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const row = await lockAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    if (row.revision !== change.revision) return editedMeanwhile(row.revision);
    const { version: _, dates: __, withdrawn: ___, ...draft } = change.draft;
    await rewriteAdvisory(tx, row.id, { ...draft, id: row.ref }, deps.now());
    await record(tx, deps, asker, [
      {
        kind: "advisory.edited",
        subject: { caseId: row.case_id, advisoryId: row.id },
        restricted: true,
      },
    ]);
    return ok(await readAdvisoryPage(tx, deps, asker, ref));
  });
}
