import type { Asker } from "#core/access/asker.ts";
import { isStaff } from "#core/access/role.ts";
import { findVisibleRefs } from "#store/clearinghouse/case.ts";
import type { Tx } from "#store/database.ts";
import type { Receipt } from "./takeReports.ts";

/**
 * Receipts as this asker may read them: which case a finding joined, and that it joined one, only where that case is
 * theirs to see. A finder gets its own finding's reference alone. In a transaction of the asker's.
 */
export async function receiptsFor(
  tx: Tx,
  asker: Asker,
  receipts: readonly Receipt[],
): Promise<Receipt[]> {
  const refs = receipts.flatMap(({ findings }) => findings.flatMap((one) => one.case ?? []));
  const seen = new Set(isStaff(asker.roles) ? await findVisibleRefs(tx, refs) : []);
  return receipts.map((receipt) => ({
    ...receipt,
    findings: receipt.findings.map((one) =>
      one.case !== undefined && seen.has(one.case) ? one : { id: one.id },
    ),
  }));
}
