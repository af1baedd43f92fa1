import type { Tx } from "../database.ts";

/** Whether the desk of this transaction has taken anything in yet. */
export const hasReports = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom("report").select("id").limit(1).executeTakeFirst()) !== undefined;
