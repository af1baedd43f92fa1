import type { Tx } from "../database.ts";

/** States of cases in which an owner has spoken. */
export const listJudgedStates = async (tx: Tx): Promise<unknown[]> =>
  (
    await tx
      .selectFrom("cases")
      .select("state")
      .where("owner_state", "in", ["confirmed", "fixed", "not-ours", "hardening-only"])
      .where("status", "<>", "merged")
      .execute()
  ).map(({ state }) => state);
