import type { CaseState } from "#core/clearinghouse/caseState.ts";
import type { CaseKev } from "#core/clearinghouse/priority/caseDecision.ts";
import type { Tx } from "../database.ts";

/** What the imported catalogue says of the CVE ids of a case. */
export async function findKev(tx: Tx, state: Pick<CaseState, "cves">): Promise<CaseKev> {
  const ids = state.cves.map(({ id }) => id);
  const imported = await tx
    .selectFrom("import_state")
    .select("as_of")
    .where("name", "=", "kev")
    .executeTakeFirst();
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom("kev")
          .select(["cve", "date_added"])
          .where("cve", "in", ids)
          .orderBy("date_added")
          .execute();
  return {
    asOf: imported?.as_of ?? null,
    listed: rows.map(({ cve }) => cve),
    added: rows[0]?.date_added ?? null,
  };
}

/** The highest EPSS score among the CVE ids, with the day of the import. */
export async function findEpss(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return undefined;
  return await tx
    .selectFrom("epss")
    .select(["cve", "score", "percentile", "as_of"])
    .where("cve", "in", [...ids])
    .orderBy("score", "desc")
    .limit(1)
    .executeTakeFirst();
}

export const listImports = async (tx: Tx) =>
  await tx.selectFrom("import_state").select(["name", "as_of", "failed"]).execute();
