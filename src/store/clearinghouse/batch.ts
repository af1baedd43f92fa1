import { sql } from "kysely";
import type { Problem } from "#core/problem.ts";
import type { Tx } from "../database.ts";

export type NewBatch = {
  readonly id: string;
  readonly partyId: string;
  readonly personId: string | null;
  readonly name: string;
  readonly idempotencyKey: string | null;
  readonly startedAt: Date;
};

/** The batch of this key, taken up again with its counts at zero: what was stored then answers `known` now. */
export async function openBatch(tx: Tx, deskId: string, batch: NewBatch): Promise<string> {
  const again =
    batch.idempotencyKey === null
      ? undefined
      : await tx
          .updateTable("batch")
          .set({ finished_at: null, lines: 0, stored: 0, known: 0, refused: 0 })
          .where("party_id", "=", batch.partyId)
          .where("idempotency_key", "=", batch.idempotencyKey)
          .returning("id")
          .executeTakeFirst();
  if (again) return again.id;
  await tx
    .insertInto("batch")
    .values({
      desk_id: deskId,
      id: batch.id,
      party_id: batch.partyId,
      person_id: batch.personId,
      name: batch.name,
      idempotency_key: batch.idempotencyKey,
      started_at: batch.startedAt,
    })
    .execute();
  return batch.id;
}

export type BatchStep = {
  readonly lines: number;
  readonly stored: number;
  readonly known: number;
  readonly refused: number;
  readonly matchedNew: number;
  readonly matchedSame: number;
  readonly matchedProposed: number;
};

export const advanceBatch = async (tx: Tx, id: string, step: BatchStep): Promise<void> => {
  await tx
    .updateTable("batch")
    .set({
      lines: sql`lines + ${step.lines}`,
      stored: sql`stored + ${step.stored}`,
      known: sql`known + ${step.known}`,
      refused: sql`refused + ${step.refused}`,
      matched_new: sql`matched_new + ${step.matchedNew}`,
      matched_same: sql`matched_same + ${step.matchedSame}`,
      matched_proposed: sql`matched_proposed + ${step.matchedProposed}`,
    })
    .where("id", "=", id)
    .execute();
};

export async function insertBatchProblems(
  tx: Tx,
  deskId: string,
  batchId: string,
  refused: readonly { line: number; problems: readonly Problem[] }[],
): Promise<void> {
  if (refused.length === 0) return;
  await tx
    .insertInto("batch_problem")
    .values(
      refused.map(({ line, problems }) => ({
        desk_id: deskId,
        batch_id: batchId,
        line,
        problems: JSON.stringify(problems),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["desk_id", "batch_id", "line"])
        .doUpdateSet({ problems: sql`excluded.problems` }),
    )
    .execute();
}

export const closeBatch = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx.updateTable("batch").set({ finished_at: at }).where("id", "=", id).execute();
};

export const listBatches = async (
  tx: Tx,
  after: { at: Date; id: string } | undefined,
  limit: number,
) =>
  await tx
    .selectFrom("batch")
    .innerJoin("party", (join) =>
      join.onRef("party.desk_id", "=", "batch.desk_id").onRef("party.id", "=", "batch.party_id"),
    )
    .selectAll("batch")
    .select("party.name as party_name")
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(batch.started_at, batch.id) < (${after?.at ?? new Date(0)}::timestamptz, ${after?.id ?? ""}::uuid)`,
      ),
    )
    .orderBy("batch.started_at", "desc")
    .orderBy("batch.id", "desc")
    .limit(limit)
    .execute();

export const findBatch = async (tx: Tx, id: string) =>
  await tx.selectFrom("batch").select("id").where("id", "=", id).executeTakeFirst();

export const listBatchProblems = async (tx: Tx, batchId: string, after: number, limit: number) =>
  await tx
    .selectFrom("batch_problem")
    .select(["line", "problems"])
    .where("batch_id", "=", batchId)
    .where("line", ">", after)
    .orderBy("line")
    .limit(limit)
    .execute();
