import type { CaseSubject } from "#core/clearinghouse/caseColumns.ts";
import type { Tx } from "../database.ts";

/** What the case is about, as its first finding said when it was opened. */
export const findSubject = async (tx: Tx, caseId: string): Promise<CaseSubject> =>
  await tx
    .selectFrom("cases")
    .select(["component", "weakness", "affected"])
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();

export const findSubjects = async (
  tx: Tx,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CaseSubject>> => {
  if (caseIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("cases")
    .select(["id", "component", "weakness", "affected"])
    .where("id", "in", [...caseIds])
    .execute();
  return new Map(rows.map(({ id, ...subject }) => [id, subject]));
};
