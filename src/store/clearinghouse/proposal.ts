import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type NewProposal = {
  readonly id: string;
  readonly caseId: string;
  readonly otherId: string;
  readonly score: number;
  readonly signals: unknown;
  readonly createdAt: Date;
};

export async function insertProposals(
  tx: Tx,
  deskId: string,
  proposals: readonly NewProposal[],
): Promise<void> {
  if (proposals.length === 0) return;
  const rows = proposals.map((one) => ({
    id: one.id,
    case_id: one.caseId,
    other_id: one.otherId,
    score: one.score,
    signals: one.signals,
    created_at: one.createdAt.toISOString(),
  }));
  await sql`
    insert into proposal (desk_id, id, case_id, other_id, score, signals, created_at)
    select ${deskId}::uuid, id, case_id, other_id, score, signals, created_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id uuid, case_id uuid, other_id uuid, score real, signals jsonb, created_at timestamptz)
    on conflict (desk_id, case_id, other_id) do nothing`.execute(tx);
}

const select = (tx: Tx) =>
  tx
    .selectFrom("proposal")
    .innerJoin("cases as one", (join) =>
      join.onRef("one.desk_id", "=", "proposal.desk_id").onRef("one.id", "=", "proposal.case_id"),
    )
    .innerJoin("cases as other", (join) =>
      join
        .onRef("other.desk_id", "=", "proposal.desk_id")
        .onRef("other.id", "=", "proposal.other_id"),
    )
    .select([
      "proposal.id",
      "proposal.score",
      "proposal.signals",
      "proposal.state",
      "proposal.created_at",
      "proposal.decided_by",
      "proposal.case_id",
      "proposal.other_id",
      "one.ref as one_ref",
      "other.ref as other_ref",
    ]);

export type ProposalRow = Awaited<ReturnType<typeof listProposals>>[number];

export async function listProposals(
  tx: Tx,
  state: "open" | "decided",
  after: { score: number; id: string } | undefined,
  limit: number,
) {
  return await select(tx)
    .where("proposal.state", state === "open" ? "=" : "<>", "open")
    .where("proposal.state", "<>", "gone")
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(proposal.score, proposal.id) < (${after?.score ?? 0}::real, ${after?.id ?? ""}::uuid)`,
      ),
    )
    .orderBy("proposal.score", "desc")
    .orderBy("proposal.id", "desc")
    .limit(limit)
    .execute();
}

export const lockProposal = async (tx: Tx, id: string) =>
  await select(tx).where("proposal.id", "=", id).forUpdate("proposal").executeTakeFirst();

export const listProposalsOf = async (tx: Tx, caseId: string) =>
  await select(tx)
    .where("proposal.state", "=", "open")
    .where((eb) =>
      eb.or([eb("proposal.case_id", "=", caseId), eb("proposal.other_id", "=", caseId)]),
    )
    .orderBy("proposal.score", "desc")
    .execute();

export const settleProposal = async (
  tx: Tx,
  id: string,
  state: "open" | "merged" | "sibling" | "apart" | "gone",
  by: string | null,
  at: Date | null,
): Promise<void> => {
  await tx
    .updateTable("proposal")
    .set({ state, decided_by: by, decided_at: at })
    .where("id", "=", id)
    .execute();
};
