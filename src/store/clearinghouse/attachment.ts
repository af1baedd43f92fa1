import type { Tx } from "../database.ts";

/** A file that came with a finding's report. `bytes` is null for large ones, which stand under their hash on disk. */
export const findAttachment = async (tx: Tx, findingId: string, name: string) =>
  await tx
    .selectFrom("finding")
    .innerJoin("attachment", (join) =>
      join
        .onRef("attachment.desk_id", "=", "finding.desk_id")
        .onRef("attachment.report_id", "=", "finding.report_id"),
    )
    .select(["attachment.sha256", "attachment.size", "attachment.bytes"])
    .where("finding.id", "=", findingId)
    .where("attachment.name", "=", name)
    .executeTakeFirst();
