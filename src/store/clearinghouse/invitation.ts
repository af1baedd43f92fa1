import { sql } from "kysely";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import type { Tx } from "../database.ts";

/** Open cases into which the party was ever invited; whether it has joined since, their state says. */
export async function listInvitedCases(tx: Tx, partyId: string) {
  const rows = await tx
    .selectFrom("cases")
    .select(["ref", "state"])
    .where("status", "=", "open")
    .where("id", "in", (query) =>
      query
        .selectFrom("case_event")
        .select("case_id")
        .whereRef("case_event.desk_id", "=", "cases.desk_id")
        .where("type", "=", "participant-invited")
        .where(sql`data ->> 'partyId'`, "=", partyId),
    )
    .orderBy("ref")
    .execute();
  return rows.map(({ ref, state }) => ({ ref, state: state as CaseState }));
}
