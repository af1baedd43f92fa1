import type { Asker } from "#core/access/asker.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { finderView } from "#core/clearinghouse/finderView.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { missingOf } from "#core/clearinghouse/view/missing.ts";
import { listFollowed } from "#store/clearinghouse/followed.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";

/**
 * The findings of the asker's party. The rows are read as the asker; the state of their cases as the desk, and of it
 * only what `finderView` lets through, which is the same whether or not others reported the flaw.
 */
export async function readFollowed(
  { db }: Deps,
  asker: Asker,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  return await withAsker(db, asker, async (tx) => {
    const rows = await asDesk(tx, asker, () => listFollowed(tx, asker.partyId ?? "", after, limit));
    const items = rows.map((row) => {
      const receivedAt = row.received_at.toISOString();
      const state = row.state as CaseState | null;
      const view = finderView({ findingId: row.id, receivedAt }, state);
      return {
        id: row.ref,
        report: row.report_ref,
        title: row.title,
        receivedAt,
        state: view.state,
        since: view.since,
        missing: [...missingOf(row.content as Finding)],
        advisory: view.advisory === null ? null : row.advisory_ref,
      };
    });
    return { items, next: items.length === limit ? (items.at(-1)?.id ?? null) : null };
  });
}
